"""What stands behind the question mark of ``REDIS_URL``, which is tried at the first sign-in."""

from pathlib import Path

import pytest

from tests.unit.entrypoints.settings_values import load, refusal

MARK = "marker"
FILES = ["ssl_ca_certs", "ssl_certfile", "ssl_keyfile"]


@pytest.mark.parametrize("option", FILES)
def test_a_file_of_tls_must_be_there(tmp_path: Path, option: str) -> None:
    file = tmp_path / f"{MARK}.pem"
    url = f"rediss://:{MARK}@redis.example:6380/0?{option}={file}&ssl_cert_reqs=required"

    missing = refusal("REDIS_URL", REDIS_URL=url)
    file.mkdir()
    directory = refusal("REDIS_URL", REDIS_URL=url)
    file.rmdir()
    file.touch()

    for message in (missing, directory):
        assert f"{option} must name a file" in message
        assert MARK not in message
    assert load(REDIS_URL=url).redis_url == url


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("db", MARK),
        ("db", f"1{MARK}"),
        ("db", ""),
        ("db", "-1"),
        ("db", "1.5"),
        ("db", "99999"),
        ("db", "%D9%A1"),
        ("ssl_cert_reqs", MARK),
        ("ssl_cert_reqs", ""),
        ("ssl_cert_reqs", "CERT_NONE"),
        ("ssl_check_hostname", MARK),
        ("ssl_check_hostname", ""),
        ("ssl_check_hostname", "maybe"),
        ("ssl_ca_certs", ""),
        ("ssl_keyfile", "/nowhere/marker%00.pem"),
        ("ssl_keyfile", "/" + "a" * 5000),
    ],
)
def test_a_value_the_client_could_not_use_is_refused_and_not_repeated(
    option: str, value: str
) -> None:
    url = f"rediss://:{MARK}@redis?{option}={value}"
    message = refusal("REDIS_URL", REDIS_URL=url)
    assert option in message
    assert MARK not in message
    assert not value or value not in message


def test_every_value_of_a_repeated_option_is_looked_at() -> None:
    assert MARK not in refusal("REDIS_URL", REDIS_URL=f"redis://redis?db=1&db={MARK}")


@pytest.mark.parametrize("scheme", ["redis://redis", "unix:///run/redis.sock"])
def test_the_number_of_a_database_is_looked_at_in_every_scheme(scheme: str) -> None:
    assert "db must be" in refusal("REDIS_URL", REDIS_URL=f"{scheme}?db={MARK}")
