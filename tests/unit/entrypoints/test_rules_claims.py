"""``guildpass.toml``: claims that would never be told, or never as the operator thinks."""

from pathlib import Path

import pytest

from domain.policy.claim_rules import BySubteam, Groups, Place
from tests.unit.entrypoints.rules_files import (
    APP,
    GUILDS,
    ROLES,
    SUBTEAMS,
    assert_fault,
    load_rules,
)

SERVER, OTHER_ROLE = "81384788765712384", "1152921504606846999"
RULES = f"{GUILDS}{ROLES}{SUBTEAMS}{APP}"
CLAIM = f"{RULES}[applications.app.claims.groups]\n"


@pytest.mark.parametrize("role", ["suspended", "spare", OTHER_ROLE, "everyone"])
def test_a_claim_lists_no_role_that_makes_nobody_a_member(tmp_path: Path, role: str) -> None:
    """It would never be told, whatever the operator expects."""
    text = CLAIM.replace("[subteams.members]", "[subteams.members]\nnone = ['@suspended']").replace(
        "[roles]", "[roles]\nsuspended = '1152921504606846978'\nspare = '1152921504606846979'"
    )
    lines = f"form = 'role_id'\nonly = ['@captain', '@{role}'] # here\n"
    said = "lists a role that makes nobody a member of any subteam"
    assert_fault(tmp_path, f"{text}{lines}", f", applications.app.claims.groups.only: {said}")


def test_a_claim_lists_roles_that_any_or_all_of_some_subteam_names(tmp_path: Path) -> None:
    text = CLAIM.replace('any = ["@captain"]', 'all = ["@captain"]')
    lines = "form = 'role_id'\nonly = ['@captain', '@member']\n"
    (client,) = load_rules(tmp_path, f"{text}{lines}").clients
    (rule,) = client.disclosure.claim_rules
    assert isinstance(rule.source, Groups)
    assert rule.source.only == {"1152921504606846976", "1152921504606846977"}


@pytest.mark.parametrize(
    "everyone",
    ["@everyone", f"@{SERVER}", "@club/everyone"],
)
def test_everyone_is_no_role_to_list_even_where_a_subteam_names_it(
    tmp_path: Path, everyone: str
) -> None:
    text = CLAIM.replace('any = ["@member"]', 'any = ["@everyone"]')
    lines = f"form = 'role_id'\nonly = ['{everyone}'] # here\n"
    said = "lists a role that makes nobody a member of any subteam"
    assert_fault(tmp_path, f"{text}{lines}", f", applications.app.claims.groups.only: {said}")


def test_a_claim_that_nobody_would_have_is_told(tmp_path: Path) -> None:
    table = "[applications.app.claims.x]"
    said = ", applications.app.claims.x.values: is empty: nobody would ever have this claim"
    assert_fault(tmp_path, f"{RULES}{table}\nvalues = {{}} # here\n", said)
    (client,) = load_rules(tmp_path, f"{RULES}{table}\nvalues = {{}}\ndefault = 1\n").clients
    (rule,) = client.disclosure.claim_rules
    assert rule.source == BySubteam(values=(), default=1)


def test_a_claim_of_the_protocol_is_none_of_the_operators_in_any_case(tmp_path: Path) -> None:
    text = f"{RULES}[applications.app.claims.Sub] # here\ndefault = 'x'\n"
    said = "has a meaning of its own, which no rule can change"
    assert_fault(tmp_path, text, f", applications.app.claims.Sub: {said}")


@pytest.mark.parametrize(
    ("lines", "in_id_token", "if_asked"),
    [
        ("", False, True),
        ("in = ['userinfo']", False, False),
        ("in = ['id_token']", True, True),
    ],
)
def test_a_minimal_id_token_has_a_claim_where_it_says_so_or_where_it_is_asked_for(
    tmp_path: Path, lines: str, *, in_id_token: bool, if_asked: bool
) -> None:
    claim = f"id_token_claims = 'minimal'\n[applications.app.claims.groups]\n{lines}\n"
    (client,) = load_rules(tmp_path, f"{RULES}{claim}").clients
    (rule,) = client.disclosure.claim_rules
    assert rule.is_given(Place.ID_TOKEN, {"openid"}, set()) is in_id_token
    assert rule.is_given(Place.ID_TOKEN, {"openid"}, {"groups"}) is if_asked
