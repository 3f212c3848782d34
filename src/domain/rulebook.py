"""Rulebook: one version of all that the operator may change while people sign in."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.access_rules import AccessRules
from domain.client import Client
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
