"""What a request needs next: every prompt in every situation, and what Discord is asked."""

from itertools import product

import pytest

from application.sign_in.outcomes import SendToUpstream
from domain.authorization_response import AuthorizationRefused
from domain.opaque_token import digest
from tests.builders import DISCORD_ID, a_client
from tests.fakes.guild_members import FakeGuildMembers
from tests.unit.application import situations as s
from tests.unit.application.house import House, Signed, code_of, trip_of
from tests.unit.application.steps import NOBODY, return_with, session_of

pytestmark = pytest.mark.anyio

_PROMPTS = [None, "none", "consent", "login", "select_account"]
_OTHER = '{"id_token":{"sub":{"value":"42"}}}'
_SAME = f'{{"userinfo":{{"sub":{{"value":"{DISCORD_ID}"}}}}}}'
_SIGN_IN = ("sign-in", 0, 0)
_NOBODY = [("pass", 0, 1), ("login_required", 0, 0), ("pass", 0, 1)]
_ANSWERED = [("code", 0, 0), ("code", 0, 0), ("consent", 0, 0)]
_TO_BE_ASKED = [("consent", 0, 0), ("consent_required", 0, 0), ("consent", 0, 0)]
_TURNED_AWAY = [("refused", 1, 1), ("access_denied", 1, 0), ("refused", 1, 1)]
_UNKNOWN = [("temporarily_unavailable", 1, 0)] * 3

# Outcome, calls of the bot, trips of the browser: without prompt, for none, for consent. The
# prompts login and select_account lead to our sign-in page in every one of these.
_TABLE: list[tuple[s.Situation, dict[str, str | None], list[tuple[str, int, int]]]] = [
    (s.no_session, {}, _NOBODY),
    (s.no_session, {"max_age": "0"}, _NOBODY),
    (s.no_session, {"claims": _OTHER}, _NOBODY),
    (s.no_session, {"scope": "openid email"}, _NOBODY),
    (s.idle, {}, _NOBODY),
    (s.expired, {}, _NOBODY),
    (s.ended, {}, _NOBODY),
    (s.fresh, {}, _ANSWERED),
    (s.fresh, {"claims": _SAME}, _ANSWERED),
    (s.fresh, {"max_age": "299"}, _ANSWERED),
    (s.fresh, {"max_age": "298"}, [_SIGN_IN, ("login_required", 0, 0), _SIGN_IN]),
    (s.fresh, {"max_age": "0"}, [_SIGN_IN, ("login_required", 0, 0), _SIGN_IN]),
    (
        s.fresh,
        {"claims": _OTHER},
        [("choose", 0, 1), ("login_required", 0, 0), ("choose", 0, 1)],
    ),
    (
        s.fresh,
        {"scope": "openid email"},
        [("pass", 0, 1), ("interaction_required", 0, 0), ("pass", 0, 1)],
    ),
    (
        s.fresh,
        {"claims": '{"userinfo":{"email":null}}'},
        [("pass", 0, 1), ("interaction_required", 0, 0), ("pass", 0, 1)],
    ),
    (
        s.stale,
        {"scope": "openid email"},
        [("pass", 0, 1), ("interaction_required", 0, 0), ("pass", 0, 1)],
    ),
    (s.stale, {}, [("code", 1, 0), ("code", 1, 0), ("consent", 1, 0)]),
    (s.stale_without_bot, {}, _NOBODY),
    (s.gone, {}, _TURNED_AWAY),
    (s.no_full_member, {}, _TURNED_AWAY),
    (s.discord_does_not_tell, {}, _UNKNOWN),
    (s.asked_once, {}, _TO_BE_ASKED),
    (s.agreed, {}, _ANSWERED),
    (s.agreed, {"scope": "openid"}, _ANSWERED),
    (s.agreed, {"claims": '{"id_token":{"groups":null}}'}, _TO_BE_ASKED),
    (s.agreed_to_less, {}, _TO_BE_ASKED),
    (s.refused_to_agree, {}, _TO_BE_ASKED),
    (s.always_asked, {}, _TO_BE_ASKED),
]


@pytest.mark.parametrize(
    ("situation", "changes", "prompt", "expected"),
    [
        (situation, changes, prompt, outcome)
        for situation, changes, outcomes in _TABLE
        for prompt, outcome in zip(_PROMPTS, [*outcomes, _SIGN_IN, _SIGN_IN], strict=True)
    ],
)
async def test_a_request_gets_what_its_prompt_and_the_session_allow(
    house: House,
    situation: s.Situation,
    changes: dict[str, str | None],
    prompt: str | None,
    expected: tuple[str, int, int],
) -> None:
    who = await situation(house)
    assert await s.met(house, who, prompt=prompt, **changes) == expected


@pytest.mark.parametrize(
    ("situation", "prompt"),
    list(product([s.no_session, s.fresh, s.always_asked], ["login consent", "consent login"])),
)
async def test_of_two_prompts_sign_in_comes_first(
    house: House, situation: s.Situation, prompt: str
) -> None:
    assert await s.met(house, await situation(house), prompt=prompt) == _SIGN_IN


@pytest.mark.parametrize(("default", "word"), [(298, "sign-in"), (299, "code"), (None, "code")])
async def test_the_clients_own_max_age_counts_where_the_request_has_none(
    house: House, default: int | None, word: str
) -> None:
    who = await s.fresh(house)
    house.register(a_client(default_max_age=default))
    assert (await s.met(house, who))[0] == word
    assert (await s.met(house, who, max_age="600"))[0] == "code"


@pytest.mark.parametrize("cookie", [None, "", "short", "x" * 43, "x" * 44, "\u00e9" * 43])
async def test_a_cookie_that_is_not_of_ours_is_no_session(house: House, cookie: str | None) -> None:
    who = await s.fresh(house)
    forged = Signed(browser=who.browser, session=cookie or "")
    assert await s.met(house, forged, prompt="none") == ("login_required", 0, 0)


async def test_neither_the_digest_nor_the_sid_of_a_session_is_its_cookie(house: House) -> None:
    who = await s.fresh(house)
    for value in (digest(who.session), (await session_of(house, who)).sid, who.browser):
        forged = Signed(browser=who.browser, session=value)
        assert await s.met(house, forged, prompt="none") == ("login_required", 0, 0)


async def test_a_bot_asks_about_the_person_of_the_session_and_only_once_a_while(
    house: House,
) -> None:
    who = await s.stale(house)
    members = house.members
    assert isinstance(members, FakeGuildMembers)
    assert code_of(await return_with(house, who))
    assert code_of(await return_with(house, who))
    assert members.asked == [DISCORD_ID]


async def test_who_was_turned_away_has_no_session_any_more(house: House) -> None:
    who = await s.gone(house)
    assert await s.met(house, who, prompt="none") == ("access_denied", 1, 0)
    assert await s.met(house, who, prompt="none") == ("login_required", 0, 0)


async def test_a_trip_from_a_session_keeps_the_cookie_of_the_browser(house: House) -> None:
    who = await s.fresh(house)
    outcome = await return_with(house, who, scope="openid email")
    assert trip_of(outcome).browser == who.browser


@pytest.mark.parametrize(
    ("situation", "changes", "chosen"),
    [
        (s.no_session, {}, False),
        (s.stale_without_bot, {}, False),
        (s.fresh, {"scope": "openid email"}, False),
        (s.fresh, {"claims": _OTHER}, True),
    ],
)
async def test_only_a_change_of_the_account_counts_as_chosen(
    house: House, situation: s.Situation, changes: dict[str, str], *, chosen: bool
) -> None:
    outcome = await return_with(house, await situation(house), **changes)
    assert isinstance(outcome, SendToUpstream)
    login = await house.logins.get(digest(trip_of(outcome).state))
    assert login
    assert login.chosen is chosen
    assert house.upstream.sent[-1].choose_account is chosen


async def test_a_refusal_goes_to_the_client_in_its_own_mode(house: House) -> None:
    with pytest.raises(AuthorizationRefused) as refusal:
        await return_with(house, NOBODY, prompt="none", response_mode="form_post")
    assert refusal.value.target.response_mode == "form_post"
