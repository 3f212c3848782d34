"""``OUTBOUND_ALLOWED_HOSTS`` and ``OUTBOUND_CA_FILE``."""

import json
from pathlib import Path

import pytest

from tests.conformance.certificates import make_tls_files
from tests.unit.entrypoints.settings_values import clients_json, load, refusal

MARK = "vAlUe"
ALLOWED, CA_FILE = "OUTBOUND_ALLOWED_HOSTS", "OUTBOUND_CA_FILE"


def test_nothing_is_allowed_and_the_system_is_trusted_unless_something_is_said() -> None:
    settings = load()
    assert (settings.outbound_allowed_hosts, settings.outbound_ca_file) == (frozenset(), None)


def test_hosts_are_taken_as_they_are_compared() -> None:
    hosts = ["wiki.internal", "xn--bcher-kva.example", "intranet", "10.0.0.5", "FD00:0::1", "::1"]
    assert load(**{ALLOWED: json.dumps(hosts)}).outbound_allowed_hosts == {
        *("wiki.internal", "xn--bcher-kva.example", "intranet", "10.0.0.5", "fd00::1", "::1")
    }


@pytest.mark.parametrize(
    "host",
    [
        "",
        MARK,
        f"{MARK}.example",
        f"https://{MARK}.example",
        f"{MARK}.example:443",
        f"{MARK}.example/",
        f"*.{MARK}.example",
        f".{MARK}",
        "value..example",
        "value.example.",
        "[::1]",
        "10.0.0.0/8",
        "127.1",
        "256.1.1.1",
        "b\u00fccher.example",
        "value\n",
        "x" * 254,
        5,
        None,
        True,
        ["localhost"],
        {MARK: 1},
    ],
)
def test_what_is_no_host_is_refused_and_not_repeated(host: object) -> None:
    message = refusal(ALLOWED, **{ALLOWED: json.dumps(["localhost", host])})
    assert MARK.lower() not in message.lower()
    assert "xxx" not in message


@pytest.mark.parametrize("text", ["{}", '"localhost"', "localhost", "null", "[", f"['{MARK}']"])
def test_what_is_no_list_is_refused(text: str) -> None:
    assert MARK not in refusal(ALLOWED, **{ALLOWED: text})


@pytest.mark.parametrize(
    ("uri", "host"),
    [
        ("http://localhost:3000/x", "localhost"),
        ("https://LOCALHOST/x", "localhost"),
        ("http://127.0.0.1/x", "127.0.0.1"),
        ("http://[::1]:3000/x", "::1"),
    ],
)
def test_a_logout_address_on_this_machine_has_to_be_allowed(uri: str, host: str) -> None:
    clients = clients_json(backchannel_logout_uri=uri)
    assert '"app"' in refusal(ALLOWED, OAUTH_CLIENTS=clients)
    settings = load(OAUTH_CLIENTS=clients, **{ALLOWED: json.dumps([host])})
    assert settings.clients[0].backchannel_logout_uri == uri


def test_certificates_to_trust_are_taken(tmp_path: Path) -> None:
    path = str(make_tls_files(tmp_path).authority)
    assert load(**{CA_FILE: path}).outbound_ca_file == path


@pytest.mark.parametrize(
    "content", [b"", MARK.encode(), b"\x00\xff" * 500, b"-----BEGIN CERTIFICATE-----\n"]
)
def test_a_file_without_a_certificate_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / MARK
    path.write_bytes(content)
    message = refusal(CA_FILE, **{CA_FILE: str(path)})
    assert "holds no PEM certificate" in message
    assert MARK not in message


@pytest.mark.parametrize("place", ["no-such-file.pem", "", "x" * 300])
def test_a_file_that_cannot_be_read_is_named_by_its_setting(tmp_path: Path, place: str) -> None:
    (tmp_path / MARK).mkdir()
    message = refusal(CA_FILE, **{CA_FILE: str(tmp_path / MARK / place)})
    assert "cannot be read" in message
    assert MARK not in message
