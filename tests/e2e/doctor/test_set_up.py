"""Whatever is not set up well beside the rules is named."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from redis import Redis

from tests.e2e.certificates import self_signed
from tests.e2e.discord_server import HOST, DiscordServer
from tests.e2e.doctor.examined import REDIS_PASSWORD, VALKEY, bad_lines, examined
from tests.e2e.provider import Provider
from tests.e2e.shell import guildpass
from tests.redis_process import RedisProcess, free_port


def test_of_a_good_set_up_each_line_is_good(running: dict[str, str]) -> None:
    assert bad_lines(running, code=0) == []
    lines = guildpass(running, "doctor").stdout.splitlines()
    assert {line.split()[0] for line in lines[:-1]} == {"ok", "warning"}
    assert lines[-1] == f"{len(lines) - 1} checks: 0 failed, 1 warning"


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


def test_a_redis_that_refuses_what_is_written_is_named(running: dict[str, str]) -> None:
    with Redis.from_url(running["REDIS_URL"]) as client:
        client.acl_setuser(
            "reader",
            enabled=True,
            passwords=["+canary"],
            keys=["*"],
            categories=["+@all", "-@write"],
        )
        reader = running["REDIS_URL"].replace(f":{REDIS_PASSWORD}", "reader:canary")
        refused = "failed store: Redis refuses what is written"
        assert bad_lines(running | {"REDIS_URL": reader}) == [f"{refused} (NoPermissionError)"]
        client.config_set("maxmemory", "1")
        try:
            assert bad_lines(running) == [f"{refused} (OutOfMemoryError)"]
        finally:
            client.config_set("maxmemory", "0")
        assert not client.exists("e2e:doctor")


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
