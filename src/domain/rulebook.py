"""Rulebook: one version of all that the operator may change while people sign in."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.access_rules import AccessRules
from domain.claims import Portrait
from domain.client import Client
from domain.identity import Identity
from domain.policy.subteam_policy import SubteamPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Who may stay, what roles stand for, and which applications there are, by ``client_id``.

    ``guild_ids`` are snowflakes as strings, in the operator's order.
    """

    access: AccessRules
    policy: SubteamPolicy
    clients: Mapping[str, Client]
    guild_ids: tuple[str, ...]

    def portrait(self, client: Client, identity: Identity) -> Portrait:
        """Give what a person is to a client: a member of the guilds of these rules alone.

        What was read of a guild counts for as long as the operator names it.
        """
        identity = identity.within(self.guild_ids)
        return Portrait(
            identity=identity,
            standing=self.policy.standing(identity),
            subteams=self.policy.subteams,
            client=client,
        )
