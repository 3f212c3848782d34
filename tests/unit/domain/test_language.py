"""The language a request asks for: the first one of ours, and never an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.auth_request import AuthRequest
from domain.language import Language, spoken, wanted_language
from tests.builders import REDIRECT_URI, a_client, an_auth_request, authorization_parameters

EN, DE = Language.ENGLISH, Language.GERMAN


@pytest.mark.parametrize(
    ("ui_locales", "language"),
    [
        (None, None),
        ("de", DE),
        ("en", EN),
        ("DE", DE),
        ("de-AT", DE),
        ("de-CH-1996", DE),
        ("en-GB-oxendict", EN),
        ("fr-CA fr de en", DE),
        ("fr se", None),
        ("de de", DE),
        ("  de  ", DE),
        ("../.. de", DE),
        ("de_AT", None),
        ("de,en", None),
        ("de;q=1", None),
        ("denglish", None),
        ("x-de", None),
        ("de-", None),
        ("-de", None),
        ("d\u0435", None),
        ("de\n", None),
        ("<svg>", None),
        ("fr " * 84 + "de", DE),
        ("fr " * 85 + "de", None),
    ],
)
def test_of_what_is_asked_for_the_first_of_ours_is_taken(
    ui_locales: str | None, language: Language | None
) -> None:
    assert wanted_language(ui_locales) is language


@given(st.text())
def test_no_text_is_an_error(text: str) -> None:
    assert wanted_language(text) in {None, *Language}
    assert spoken(text) in {None, *Language}


def test_a_request_keeps_the_language_and_nothing_else_of_what_was_sent() -> None:
    parameters = authorization_parameters(ui_locales="fr-CA de-AT en")
    assert AuthRequest.validated(parameters, a_client()).ui_locales is DE


def test_a_target_knows_the_language_of_the_pages_in_between() -> None:
    target = a_client().response_target(REDIRECT_URI, state=None, ui_locales="de")
    assert (target.language, target.client_name) == (DE, "dashboard")
    assert a_client().response_target(REDIRECT_URI, state=None).language is None


@pytest.mark.parametrize(
    ("prompt", "selects"),
    [
        ({"select_account"}, True),
        ({"select_account", "consent"}, True),
        ({"select_account", "login"}, False),
        ({"login"}, False),
        (set(), False),
    ],
)
def test_to_choose_an_account_is_another_question_than_to_sign_in_again(
    prompt: set[str], *, selects: bool
) -> None:
    assert an_auth_request(prompt=frozenset(prompt)).selects_account is selects


@pytest.mark.parametrize(
    ("client_name", "shown"),
    [
        ("Club wiki", "Club wiki"),
        ("Club\u202e\u2066\u0000 wiki\n", "Club wiki"),
        ("\u200f\u061c", "dashboard"),
        (None, "dashboard"),
        ("W" * 200, "W" * 128),
    ],
)
def test_the_name_of_an_application_is_made_fit_to_be_shown(
    client_name: str | None, shown: str
) -> None:
    assert a_client(client_name=client_name).display_name == shown
