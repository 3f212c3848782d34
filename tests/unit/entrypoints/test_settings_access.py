"""Who is shut out, how long Discord is believed, and how long tokens live."""

from datetime import timedelta

import pytest

from tests.builders import a_token_lifetimes, an_access_rules
from tests.unit.entrypoints.settings_values import SNOWFLAKE, load, refusal

MARK = "vAlUe"
DAY = 86_400
OTHERS = {
    "REFRESH_IDLE_TTL": {"REFRESH_MAX_TTL": str(365 * DAY)},
    "ROLE_STALENESS_LIMIT": {"ROLE_FRESHNESS": "1"},
}
TIMES = ["ROLE_STALENESS_LIMIT", "REFRESH_GRACE", "REFRESH_IDLE_TTL", "REFRESH_MAX_TTL"]


def test_what_is_not_set_has_the_default_of_the_contract() -> None:
    settings = load()
    assert settings.rules == an_access_rules()
    assert settings.lifetimes == a_token_lifetimes()


def test_what_is_set_is_taken_as_it_is() -> None:
    settings = load(
        ROLE_FRESHNESS="30",
        ROLE_STALENESS_LIMIT="60",
        REFRESH_GRACE="0",
        REFRESH_IDLE_TTL="600",
        REFRESH_MAX_TTL="700",
        ACCESS_TOKEN_TTL="300",
    )
    assert settings.rules.freshness == timedelta(seconds=30)
    assert settings.rules.staleness_limit == timedelta(seconds=60)
    assert settings.lifetimes.access == timedelta(seconds=300)
    assert settings.lifetimes.refresh_grace == timedelta(0)
    assert settings.lifetimes.refresh_idle == timedelta(seconds=600)
    assert settings.lifetimes.refresh_longest == timedelta(seconds=700)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("ROLE_STALENESS_LIMIT", 1, DAY),
        ("REFRESH_GRACE", 0, 300),
        ("REFRESH_IDLE_TTL", 1, 365 * DAY),
        ("REFRESH_MAX_TTL", 1, 365 * DAY),
    ],
)
def test_a_time_has_bounds_which_are_told(name: str, least: int, most: int) -> None:
    others = OTHERS.get(name, {})
    for within in (least, most):
        settings = load(**others | {name: str(within)})
        assert timedelta(seconds=within) in {
            settings.rules.staleness_limit,
            settings.lifetimes.refresh_grace,
            settings.lifetimes.refresh_idle,
            settings.lifetimes.refresh_longest,
        }
    for beyond in (least - 1, most + 1):
        message = refusal(name, **others | {name: str(beyond)})
        assert f"must be a whole number from {least} to {most}" in message


@pytest.mark.parametrize("name", TIMES)
@pytest.mark.parametrize("text", [MARK, "1.5", "10w", "1e3", "\u0661"])
def test_what_is_no_whole_number_is_not_repeated(name: str, text: str) -> None:
    assert text not in refusal(name, **{name: text})


def test_a_shorter_longest_time_shortens_the_idle_time_that_was_not_set() -> None:
    lifetimes = load(REFRESH_MAX_TTL=str(DAY)).lifetimes
    assert lifetimes.refresh_idle == lifetimes.refresh_longest == timedelta(days=1)


def test_an_idle_time_that_could_never_come_is_refused() -> None:
    message = refusal("REFRESH_IDLE_TTL", REFRESH_IDLE_TTL="601", REFRESH_MAX_TTL="600")
    assert message == "REFRESH_IDLE_TTL: must not be longer than REFRESH_MAX_TTL"
    same = load(REFRESH_IDLE_TTL="600", REFRESH_MAX_TTL="600").lifetimes
    assert same.refresh_idle == same.refresh_longest


def test_discord_is_believed_at_least_as_long_as_roles_are_fresh() -> None:
    assert load(ROLE_FRESHNESS="7200").rules.staleness_limit == timedelta(hours=2)
    assert load(ROLE_FRESHNESS="60").rules.staleness_limit == timedelta(hours=1)
    same = load(ROLE_FRESHNESS="600", ROLE_STALENESS_LIMIT="600").rules
    assert same.freshness == same.staleness_limit
    message = refusal("ROLE_STALENESS_LIMIT", ROLE_FRESHNESS="600", ROLE_STALENESS_LIMIT="599")
    assert message == "ROLE_STALENESS_LIMIT: must not be shorter than ROLE_FRESHNESS"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("[]", frozenset[str]()),
        (f'["{SNOWFLAKE}"]', {SNOWFLAKE}),
        (f'["{SNOWFLAKE}", "80351110224678912"]', {SNOWFLAKE, "80351110224678912"}),
        (f'["{SNOWFLAKE}", "{SNOWFLAKE}"]', {SNOWFLAKE}),
        ('[\n  "1"\n]', {"1"}),
    ],
)
def test_people_are_shut_out_by_their_ids(text: str, ids: frozenset[str]) -> None:
    assert load(BLOCKED_USERS=text).rules.blocked == ids


@pytest.mark.parametrize(
    "text",
    [
        f"[{SNOWFLAKE}]",
        f'["{MARK}"]',
        '["<@80351110224678912>"]',
        '["0123"]',
        '[" 80351110224678912"]',
        '["80351110224678912", ""]',
        '["18446744073709551616"]',
        "[null]",
        "[true]",
        '[["80351110224678912"]]',
    ],
)
def test_what_is_no_id_in_quotes_is_refused_with_an_example(text: str) -> None:
    message = refusal("BLOCKED_USERS", BLOCKED_USERS=text)
    assert message == 'BLOCKED_USERS: must list Discord ids as strings: ["80351110224678912"]'


@pytest.mark.parametrize("text", ["{}", f'"{MARK}"', "5", "null"])
def test_what_is_no_list_is_refused(text: str) -> None:
    message = refusal("BLOCKED_USERS", BLOCKED_USERS=text)
    assert message == "BLOCKED_USERS: must be a JSON list; see .env.example"


@pytest.mark.parametrize("text", [MARK, f"[{MARK}]", "80351110224678912,42", "[" * 10_000])
def test_what_is_no_json_is_refused_and_not_repeated(text: str) -> None:
    message = refusal("BLOCKED_USERS", BLOCKED_USERS=text)
    assert "is not valid JSON" in message or "must be a JSON list" in message
    assert MARK not in message


@pytest.mark.parametrize("name", [*TIMES, "BLOCKED_USERS"])
def test_one_that_is_there_but_empty_is_a_mistake(name: str) -> None:
    assert "is empty" in refusal(name, **{name: ""})
