"""``guildpass.example.toml`` does what its comments and docs/policy.md say."""

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from textwrap import dedent

import pytest

from domain.policy.gate import Rule
from domain.rulebook import Rulebook
from entrypoints.settings import load_settings
from tests.builders import (
    DISCORD_ID,
    NOW,
    a_grant,
    a_membership,
    a_portrait,
    a_token_profile,
    an_identity,
)
from tests.unit.entrypoints.rules_files import ENVIRONMENT, load_rules

FILE = Path("guildpass.example.toml")
MEMBER, CAPTAIN = "1152921504606846976", "1152921504606846977"
TREASURER, SUSPENDED = "1152921504606846978", "1152921504606846979"
STRANGE = "1152921504606846980"
EVERYWHERE = {"dashboard", "accounts"}
NEW_ACCOUNT = str(int((NOW.timestamp() - 1_420_070_400 - 86_400) * 1_000) << 22)
STANDARD = "openid profile email groups"


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_settings({**ENVIRONMENT, "GUILDPASS_CONFIG": str(FILE)}).rulebook


class Person:
    """Somebody with these roles, as the rules see them."""

    def __init__(
        self,
        rulebook: Rulebook,
        *roles: str,
        discord_id: str = DISCORD_ID,
        two_factor: bool = True,
    ) -> None:
        self._rulebook, self._policy = rulebook, rulebook.policy
        membership = a_membership(roles=roles)
        self.identity = an_identity(
            discord_id=discord_id, two_factor=two_factor, membership=membership
        )
        self._standing = self._policy.standing(self.identity)
        self.subteams = set(self._standing.subteams)

    def refused(self, client_id: str) -> set[Rule]:
        gate = self._rulebook.clients[client_id].gate
        verdict = self._policy.verdict(self._standing, gate, NOW)
        assert verdict.is_open is not bool(verdict.refused)
        return {check.rule for check in verdict.refused}

    def may_use(self) -> set[str]:
        return {name for name in self._rulebook.clients if not self.refused(name)}

    def told(self, client_id: str, scope: str = STANDARD) -> Mapping[str, object]:
        client = self._rulebook.clients[client_id]
        grant = a_grant(scope=frozenset(scope.split()) & client.allowed_scope)
        portrait = a_portrait(self.identity, client, policy=self._policy)
        tokens = a_token_profile()
        id_token = tokens.id_token(grant, portrait, nonce=None, access_token="t", now=NOW)
        userinfo = tokens.userinfo(grant, portrait)
        assert userinfo.items() <= id_token.items(), "the ID token says the same"
        return userinfo


def test_a_captain_who_is_a_member_is_on_the_board(rulebook: Rulebook) -> None:
    person = Person(rulebook, MEMBER, CAPTAIN)
    assert person.subteams == {"members", "board"}
    assert person.may_use() == EVERYWHERE
    assert person.told("dashboard")["groups"] == ["board", "members"]
    told = person.told("accounts")
    assert told["groups"] == ["The board"]
    assert told["accounts_role"] == "admin"


def test_so_is_a_treasurer(rulebook: Rulebook) -> None:
    person = Person(rulebook, MEMBER, TREASURER)
    assert person.subteams == {"members", "board"}
    assert person.may_use() == EVERYWHERE


@pytest.mark.parametrize("role", [CAPTAIN, TREASURER])
def test_the_board_are_members(rulebook: Rulebook, role: str) -> None:
    person = Person(rulebook, role)
    assert person.subteams == set()
    assert person.refused("accounts") == {Rule.ANY}


def test_a_member_uses_the_dashboard_alone(rulebook: Rulebook) -> None:
    person = Person(rulebook, MEMBER)
    assert person.subteams == {"members"}
    assert person.may_use() == {"dashboard"}
    assert person.refused("accounts") == {Rule.ANY}
    assert person.told("accounts")["accounts_role"] == "reader"
    assert person.told("accounts")["groups"] == []


@pytest.mark.parametrize("roles", [(MEMBER,), (MEMBER, CAPTAIN), (MEMBER, TREASURER), ()])
def test_a_suspended_member_uses_nothing_whatever_else_they_are(
    rulebook: Rulebook, roles: tuple[str, ...]
) -> None:
    person = Person(rulebook, *roles, SUSPENDED)
    assert person.subteams == set()
    assert person.may_use() == set()
    assert Rule.NONE in person.refused("dashboard")


def test_somebody_with_other_roles_is_nothing_but_may_use_the_dashboard(
    rulebook: Rulebook,
) -> None:
    person = Person(rulebook, STRANGE)
    assert person.subteams == set()
    assert person.may_use() == {"dashboard"}


def test_the_accounts_need_two_factors(rulebook: Rulebook) -> None:
    person = Person(rulebook, MEMBER, CAPTAIN, two_factor=False)
    assert person.refused("accounts") == {Rule.TWO_FACTOR}
    assert person.may_use() == {"dashboard"}


def test_an_account_of_yesterday_is_too_young_for_anything(rulebook: Rulebook) -> None:
    person = Person(rulebook, MEMBER, CAPTAIN, discord_id=NEW_ACCOUNT)
    assert person.may_use() == set()
    assert person.refused("dashboard") == {Rule.ACCOUNT_AGE}
    assert rulebook.policy.gate.account_age == timedelta(days=7)


def test_the_accounts_get_an_address_that_is_made_up(rulebook: Rulebook) -> None:
    person = Person(rulebook, MEMBER, CAPTAIN)
    address = f"{person.identity.discord_id}@users.example.org"
    assert person.told("accounts")["email"] == address
    assert person.told("dashboard")["email"] == person.identity.email


def test_applications_get_the_scopes_they_may_have(rulebook: Rulebook) -> None:
    assert rulebook.clients["dashboard"].allowed_scope == set(STANDARD.split())
    person = Person(rulebook, MEMBER)
    assert "groups" not in person.told("dashboard", "openid profile")
    assert "groups" in person.told("accounts", "openid profile"), "without being asked for"


def test_what_the_readme_shows_of_the_file_is_good(tmp_path: Path) -> None:
    text = Path("README.md").read_text(encoding="utf-8")
    lines = re.findall(r"(?:^    .*\n|^\n(?=    ))+", text, re.MULTILINE)
    blocks = [
        block for block in map(dedent, lines) if re.match(r"\s*\[(guilds|applications)", block)
    ]
    assert len(blocks) == 2, "guilds to subteams, and applications"
    rulebook = load_rules(tmp_path, "".join(blocks)).rulebook
    assert rulebook.clients.keys() == {"wiki", "app"}
    assert [subteam.name for subteam in rulebook.policy.subteams] == ["The board"]
