"""Discord's user, guild member and role objects (discord-api-spec, v10)."""

from demo.discord.guilds import SampleRole
from demo.discord.members import SampleMember


def user_object(member: SampleMember) -> dict[str, object]:
    """Give what everybody may see of an account (``UserResponse``)."""
    return {
        "id": member.id,
        "username": member.username,
        "avatar": member.avatar,
        "discriminator": member.discriminator,
        "public_flags": 0,
        "flags": 0,
        "banner": None,
        "accent_color": None,
        "global_name": member.global_name,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
        # Discord sends fields its documents do not name; this one was seen.
        "clan": None,
    }


def own_user_object(member: SampleMember, scopes: frozenset[str]) -> dict[str, object]:
    """Give an account to its owner (``UserPIIResponse``), the address only with ``email``."""
    user = user_object(member) | {
        "mfa_enabled": member.mfa_enabled,
        "locale": member.locale,
        "premium_type": 0,
    }
    if "email" in scopes:
        user |= {"email": member.email, "verified": member.verified}
    return user


def member_object(member: SampleMember) -> dict[str, object]:
    """Give a guild member (``GuildMemberResponse``); @everyone is never among the roles."""
    return {
        "avatar": member.guild_avatar,
        "banner": None,
        "communication_disabled_until": None,
        "flags": member.flags,
        "joined_at": "2025-09-26T06:26:56.936000+00:00",
        "nick": member.nick,
        "pending": member.pending,
        "premium_since": None,
        "roles": list(member.roles),
        "user": user_object(member),
        "mute": False,
        "deaf": False,
    }


def role_object(role: SampleRole) -> dict[str, object]:
    """Give a role (``GuildRoleResponse``)."""
    return {
        "id": role.id,
        "name": role.name,
        "description": None,
        "permissions": "0",
        "position": role.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": role.managed,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
