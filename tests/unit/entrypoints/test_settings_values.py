"""Every setting that is one value: its default, its bounds, and what cannot be right."""

from datetime import timedelta

import pytest

from domain.metadata import OperatorPages
from tests.unit.entrypoints.settings_values import (
    REQUIRED,
    SNOWFLAKE,
    load,
    refusal,
    subteams_by_role,
)

MARK = "vAlUe"


def test_what_is_not_set_has_the_default_of_the_contract() -> None:
    settings = load()
    assert settings.keys.private_key_file == "private_key.pem"
    assert settings.discord_bot_token is None
    assert subteams_by_role(settings) == {}
    assert settings.clients == ()
    assert settings.redis_url is None
    assert settings.redis_key_prefix == ""
    assert settings.auth_request_ttl == timedelta(seconds=600)
    assert settings.auth_code_ttl == timedelta(seconds=300)
    assert settings.lifetimes.access == timedelta(seconds=3600)
    assert settings.session_ttl == timedelta(hours=8)
    assert settings.session_idle_ttl == timedelta(hours=1)
    assert settings.rules.freshness == timedelta(minutes=5)
    assert (settings.operator_pages, settings.tls) == (OperatorPages(), None)
    assert settings.discord_api_url == "https://discord.com/api/v10"
    assert settings.discord_authorize_url == "https://discord.com/oauth2/authorize"
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8000, 1)
    assert (settings.log_format, settings.log_level) == (None, "info")


def test_what_is_set_is_taken_as_it_is() -> None:
    settings = load(
        JWT_PRIVATE_KEY_FILE="/run/keys/id.pem",
        DISCORD_BOT_TOKEN="MTA.bot.token",
        REDIS_URL="redis://127.0.0.1:6379/0",
        REDIS_KEY_PREFIX="guildpass:",
        DISCORD_API_URL="http://127.0.0.1:8001/api/v10",
        HOST="0.0.0.0",  # noqa: S104 - what an operator in a container writes
        PORT="9000",
        WORKERS="4",
        LOG_FORMAT="console",
        LOG_LEVEL="debug",
        SESSION_TTL="600",
        SESSION_IDLE_TTL="60",
        ROLE_FRESHNESS="30",
    )
    assert settings.keys.private_key_file == "/run/keys/id.pem"
    assert settings.discord_bot_token == "MTA.bot.token"
    assert settings.redis_url == "redis://127.0.0.1:6379/0"
    assert settings.redis_key_prefix == "guildpass:"
    assert settings.discord_api_url == "http://127.0.0.1:8001/api/v10"
    assert (settings.port, settings.workers) == (9000, 4)
    assert (settings.log_format, settings.log_level) == ("console", "debug")
    assert (settings.session_ttl, settings.session_idle_ttl, settings.rules.freshness) == (
        timedelta(seconds=600),
        timedelta(seconds=60),
        timedelta(seconds=30),
    )


def test_the_bot_token_chooses_the_route_and_redis_the_store() -> None:
    assert (load().member_route, load().store) == ("user", "memory")
    settings = load(DISCORD_BOT_TOKEN="t", REDIS_URL="unix:///run/redis.sock")
    assert (settings.member_route, settings.store) == ("bot", "redis")


def test_no_secret_stands_in_the_repr() -> None:
    text = repr(
        load(
            DISCORD_CLIENT_SECRET="one-secret",
            DISCORD_BOT_TOKEN="two-secret",
            REDIS_URL="redis://:three-secret@127.0.0.1",
        )
    )
    assert "secret" not in text.replace("client_secret", "")


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_a_required_setting_cannot_be_left_out(name: str) -> None:
    assert "is required" in refusal(name, **{name: None})


@pytest.mark.parametrize(
    "name",
    [*sorted(REQUIRED), "DISCORD_BOT_TOKEN", "REDIS_URL", "PORT", "OAUTH_CLIENTS", "SESSION_TTL"],
)
@pytest.mark.parametrize("text", ["", " ", "\t"])
def test_a_setting_that_is_there_but_empty_is_a_mistake(name: str, text: str) -> None:
    assert "is empty" in refusal(name, **{name: text})


def test_only_the_prefix_may_be_empty_since_that_is_its_default() -> None:
    assert load(REDIS_KEY_PREFIX="").redis_key_prefix == ""


@pytest.mark.parametrize("name", [*sorted(REQUIRED), "DISCORD_BOT_TOKEN", "LOG_LEVEL"])
@pytest.mark.parametrize("text", [f" {MARK}", f"{MARK}\n", f"{MARK}\x00", f"{MARK}\nX=1"])
def test_spaces_around_a_value_and_control_characters_are_refused(name: str, text: str) -> None:
    assert MARK not in refusal(name, **{name: text})


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("AUTH_REQUEST_TTL", 1, 3600),
        ("AUTH_CODE_TTL", 1, 600),
        ("ACCESS_TOKEN_TTL", 1, 86400),
        ("SESSION_TTL", 1, 30 * 86400),
        ("SESSION_IDLE_TTL", 1, 30 * 86400),
        ("ROLE_FRESHNESS", 1, 86400),
        ("PORT", 1, 65535),
        ("WORKERS", 1, 64),
    ],
)
def test_numbers_are_whole_and_within_bounds(name: str, least: int, most: int) -> None:
    for number in (least, most):
        load(**{name: str(number)}, REDIS_URL="redis://127.0.0.1")
    wrong = [
        str(least - 1),
        str(most + 1),
        "-5",
        "+5",
        "5.0",
        "1e2",
        "5_0",
        "0x5",
        "\u0665",
        "9" * 5000,
    ]
    for text in wrong:
        assert f"from {least} to {most}" in refusal(name, **{name: text})


@pytest.mark.parametrize("name", ["DISCORD_CLIENT_ID", "DISCORD_GUILD_ID"])
@pytest.mark.parametrize(
    "text",
    [
        f'"{SNOWFLAKE}"',
        "1.2e17",
        "0",
        "-1",
        "0123",
        f"{SNOWFLAKE}n",
        "18446744073709551616",
        "\u0661",
    ],
)
def test_a_discord_id_is_digits_of_a_64_bit_number(name: str, text: str) -> None:
    message = refusal(name, **{name: text})
    assert "digits only" in message
    assert SNOWFLAKE not in message


def test_the_largest_discord_id_stays_what_it_is() -> None:
    largest = "18446744073709551615"
    assert load(DISCORD_GUILD_ID=largest).rulebook.guild_ids == (largest,)


@pytest.mark.parametrize("text", [f"Bot {MARK}", f"{MARK}\u00e9", f"{MARK} x"])
def test_a_bot_token_that_fits_no_header_is_refused(text: str) -> None:
    assert MARK not in refusal("DISCORD_BOT_TOKEN", DISCORD_BOT_TOKEN=text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("JWT_AUDIENCE", f"{MARK}-\u00e9"),
        ("REDIS_KEY_PREFIX", f"{MARK} x"),
        ("REDIS_KEY_PREFIX", f"{{{MARK}}}"),
        ("REDIS_KEY_PREFIX", f"{MARK}\n"),
        ("LOG_FORMAT", MARK),
        ("LOG_FORMAT", "JSON"),
        ("LOG_LEVEL", MARK),
        ("LOG_LEVEL", "INFO"),
    ],
)
def test_what_is_none_of_the_choices_is_refused_without_being_repeated(
    name: str, text: str
) -> None:
    message = refusal(name, **{name: text})
    assert text not in message
    assert MARK not in message


def test_more_than_one_worker_needs_redis() -> None:
    assert "REDIS_URL" in refusal("WORKERS", WORKERS="2")
    assert load(WORKERS="2", REDIS_URL="redis://127.0.0.1").workers == 2
