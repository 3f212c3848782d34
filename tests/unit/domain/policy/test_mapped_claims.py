"""What an application with claim rules is told, in each place."""

import pytest

from domain.claims import Claims
from domain.client import Client, IdTokenClaims
from domain.identity import Identity
from domain.policy.claim_rules import EVERYWHERE, BySubteam, ClaimRule, Form, Groups, Place
from domain.policy.disclosure import Disclosure
from domain.policy.subteam_policy import SubteamPolicy
from tests.builders import CAPTAIN_ROLE, DISCORD_ID, SOFTWARE_ROLE, a_client, a_portrait
from tests.unit.domain.policy.people import somebody, the_board

_CAPTAIN = somebody(CAPTAIN_ROLE)
_ROLE = BySubteam(values=(("board", "admin"),), default="user")
_TEAMS = "https://example.org/teams"
_MINIMAL = IdTokenClaims.MINIMAL


def _client(*rules: ClaimRule, id_token_claims: IdTokenClaims = IdTokenClaims.FULL) -> Client:
    return a_client(disclosure=Disclosure(claim_rules=rules), id_token_claims=id_token_claims)


def _claims(
    client: Client,
    *scope: str,
    place: Place = Place.USERINFO,
    asked: frozenset[str] = frozenset(),
    identity: Identity = _CAPTAIN,
) -> Claims:
    portrait = a_portrait(identity, client, policy=SubteamPolicy(subteams=the_board()))
    return portrait.claims(set(scope), place, asked=asked)


@pytest.mark.parametrize("place", Place)
def test_a_claim_without_scopes_is_given_in_every_place_whatever_was_granted(place: Place) -> None:
    client = _client(ClaimRule(name="immich_role", source=_ROLE))
    assert _claims(client, "openid", place=place) == {"immich_role": "admin"}
    assert _claims(client, place=place, identity=somebody()) == {"immich_role": "user"}


@pytest.mark.parametrize("place", Place)
def test_a_claim_is_given_where_it_belongs_only(place: Place) -> None:
    rule = ClaimRule(name=_TEAMS, source=Groups(form=Form.NAME), places={place})
    for other in EVERYWHERE - {place}:
        assert _claims(_client(rule), "openid", place=other) == {}
    assert _claims(_client(rule), "openid", place=place) == {_TEAMS: ["The board"]}


def test_lists_are_lists_and_what_there_is_no_value_for_is_left_out() -> None:
    client = _client(
        ClaimRule(name="plans", source=BySubteam(values=(("board", ("a", "b")),))),
        ClaimRule(name="quota", source=BySubteam(values=(("software", 20),))),
        ClaimRule(name="is_admin", source=BySubteam(values=(("board", False),))),
        ClaimRule(name="none", source=Groups(only={"software"})),
    )
    assert _claims(client) == {"plans": ["a", "b"], "is_admin": False, "none": []}


@pytest.mark.parametrize("place", Place)
def test_a_claim_takes_the_place_of_the_standard_one_of_its_name(place: Place) -> None:
    rule = ClaimRule(name="groups", source=Groups(form=Form.NAME))
    assert _claims(_client(rule), "roles", place=place) == {
        "roles": [CAPTAIN_ROLE],
        "subteams": ["board"],
        "groups": ["The board"],
    }


def test_it_does_so_where_and_while_it_is_not_given_itself() -> None:
    here = ClaimRule(name="groups", source=Groups(form=Form.NAME), places={Place.ID_TOKEN})
    assert _claims(_client(here), "groups", place=Place.USERINFO) == {}
    by_roles = ClaimRule(name="groups", source=Groups(form=Form.NAME), scopes={"roles"})
    assert _claims(_client(by_roles), "groups") == {}
    unset = ClaimRule(name="roles", source=BySubteam(values=(("software", "x"),)))
    assert _claims(_client(unset), "roles") == {"subteams": ["board"], "groups": ["board"]}


def test_a_claim_by_scope_comes_with_any_one_of_the_scopes() -> None:
    client = _client(ClaimRule(name="teams", source=Groups(), scopes={"groups", "profile"}))
    assert _claims(client, "openid") == {}
    assert _claims(client, "groups") == {"groups": ["board"], "teams": ["board"]}


def test_a_claim_by_scope_can_be_asked_for_by_name() -> None:
    client = _client(ClaimRule(name="groups", source=Groups(prefix="/"), scopes={"groups"}))
    assert _claims(client, "openid") == {}
    assert _claims(client, "openid", asked=frozenset({"groups"})) == {"groups": ["/board"]}


@pytest.mark.parametrize("place", [Place.ID_TOKEN, Place.USERINFO])
def test_the_claims_parameter_gives_no_claim_of_a_scope_that_was_not_granted(place: Place) -> None:
    """Else it would be told without the operator, or the person, having allowed it."""
    rule = ClaimRule(name="groups", source=Groups(), scopes={"profile"}, places_if_asked={place})
    asked = frozenset({"groups"})
    assert _claims(_client(rule), "openid", place=place, asked=asked) == {}
    given = _claims(_client(rule), "profile", place=place, asked=asked)
    assert given["groups"] == ["board"]


def test_what_is_asked_for_by_name_gives_no_other_claim_of_its_scope() -> None:
    client = _client(ClaimRule(name="teams", source=Groups(), scopes={"groups", "roles"}))
    assert _claims(client, "openid", asked=frozenset({"roles"})) == {"roles": [CAPTAIN_ROLE]}


def test_a_minimal_id_token_has_the_rules_that_say_so_and_what_was_asked_for() -> None:
    rule = ClaimRule(name="teams", source=Groups(), places={Place.ID_TOKEN})
    elsewhere = ClaimRule(name="other", source=Groups(), places=EVERYWHERE - {Place.ID_TOKEN})
    client = _client(rule, elsewhere, id_token_claims=_MINIMAL)
    in_id_token = _claims(client, "profile", "roles", place=Place.ID_TOKEN)
    assert in_id_token == {"teams": ["board"]}
    asked = frozenset({"discord_id"})
    assert _claims(client, "roles", place=Place.ID_TOKEN, asked=asked) == {
        "teams": ["board"],
        "discord_id": DISCORD_ID,
    }
    assert _claims(client, "groups") == {"groups": ["board"], "other": ["board"]}


def test_a_minimal_id_token_has_a_claim_by_rule_that_was_asked_for() -> None:
    elsewhere = EVERYWHERE - {Place.ID_TOKEN}
    rule = ClaimRule(
        name="groups", source=Groups(prefix="/"), places=elsewhere, places_if_asked=EVERYWHERE
    )
    client = _client(rule, id_token_claims=_MINIMAL)
    assert _claims(client, "groups", place=Place.ID_TOKEN) == {}
    asked = frozenset({"groups"})
    assert _claims(client, "openid", place=Place.ID_TOKEN, asked=asked) == {"groups": ["/board"]}


def test_no_rule_of_one_application_shows_at_another() -> None:
    _client(ClaimRule(name="immich_role", source=_ROLE))
    assert _claims(_client(), "groups") == {"groups": ["board"]}


def test_a_portrait_tells_of_its_person_alone() -> None:
    client = _client(ClaimRule(name="teams", source=Groups()))
    first, second = somebody(CAPTAIN_ROLE), somebody(SOFTWARE_ROLE, discord_id="42")
    assert _claims(client, "groups", identity=first)["teams"] == ["board"]
    assert _claims(client, "groups", identity=second)["teams"] == ["software"]
