"""The captain, before and after the guild takes roles away."""

from dataclasses import replace

from demo.discord.members import CAPTAIN, DRIVER_ROLE_ID

ALL_GROUPS = ["board", "editors", "members"]
# Still in the subteam of members, whose groups are then ["members"]; and in none.
MEMBER = replace(CAPTAIN, roles=(DRIVER_ROLE_ID,))
NOBODY = replace(CAPTAIN, roles=())
# Roles are one second old at most, and two busy cores may be late.
SOON = 20.0
