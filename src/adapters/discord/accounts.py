"""From Discord's user and member objects to ours: what is not sound is left out, or refused."""

import re

from adapters.discord.api import Answer
from adapters.discord.messages import MemberAnswer, UserAnswer, read
from application.ports.upstream import UpstreamUnavailable
from domain.identity import Identity
from domain.membership import Membership, Memberships

_OK = 200
_GUEST = 1 << 4
_LOCALE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
_DISCRIMINATOR = re.compile(r"[0-9]{1,5}")
_AVATAR_HASH = re.compile(r"[A-Za-z0-9_]{1,64}")


def identity(user: UserAnswer, memberships: Memberships) -> Identity:
    """Give an account without what is told to its owner alone."""
    return Identity(
        discord_id=user.id,
        username=user.username,
        discriminator=_matching(_DISCRIMINATOR, user.discriminator),
        global_name=user.global_name,
        avatar=_matching(_AVATAR_HASH, user.avatar),
        locale=_matching(_LOCALE, user.locale),
        memberships=memberships,
    )


def membership(answer: Answer, guild_id: str, user_id: str) -> Membership:
    """Read a member object, or raise ``UpstreamUnavailable``."""
    if answer.status != _OK:
        raise UpstreamUnavailable(f"Discord answered {answer.status} about the membership")
    member = read(answer.body, MemberAnswer)
    if member is None or (member.user and member.user.id != user_id):
        raise UpstreamUnavailable("Discord's member object is unusable")
    return Membership(
        guild_id=guild_id,
        roles=tuple(dict.fromkeys(member.roles)),
        nick=member.nick,
        # An image hash becomes part of an address.
        avatar=_matching(_AVATAR_HASH, member.avatar),
        pending=bool(member.pending),
        guest=bool((member.flags or 0) & _GUEST),
    )


def _matching(pattern: re.Pattern[str], value: object) -> str | None:
    return value if isinstance(value, str) and pattern.fullmatch(value) else None
