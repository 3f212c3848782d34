"""Programs on the device listen on whatever port is free (RFC 8252 section 7.3)."""

from time import perf_counter

import pytest

from domain.client import Client
from domain.page_refusals import UntrustedClient
from domain.redirect_uri import takes_a_form
from tests.builders import a_client

_V4, _V6 = "http://127.0.0.1/callback", "http://[::1]:8000/callback?tenant=7"


def _native(*uris: str) -> Client:
    return a_client(client_secret=None, redirect_uris=frozenset(uris or {_V4, _V6}))


def _takes(client: Client, uri: str) -> bool:
    try:
        target = client.response_target(uri, state=None)
    except UntrustedClient:
        return False
    assert target.redirect_uri == uri
    return True


@pytest.mark.parametrize("registered", ["http://127.0.0.1", "http://127.0.0.1:8000"])
@pytest.mark.parametrize("asked", ["", ":1", ":80", ":8000", ":49152", ":65535"])
@pytest.mark.parametrize("rest", ["/callback", "/", "", "?a=b", "/callback?a=b&c"])
def test_a_public_client_may_ask_for_any_port_of_a_registered_literal(
    registered: str, asked: str, rest: str
) -> None:
    """RFC 8252 section 7.3."""
    assert _takes(_native(registered + rest), f"http://127.0.0.1{asked}{rest}")


@pytest.mark.parametrize("asked", ["", ":1", ":8000", ":65535"])
def test_so_it_may_of_version_6(asked: str) -> None:
    assert _takes(_native(), f"http://[::1]{asked}/callback?tenant=7")


def test_an_answer_may_be_posted_there() -> None:
    assert takes_a_form("http://127.0.0.1:49152/callback")
    target = _native().response_target(
        "http://127.0.0.1:49152/callback", state="s", response_mode="form_post"
    )
    assert target.response_mode == "form_post"


@pytest.mark.parametrize("uri", ["http://127.0.0.1:1/callback", "http://[::1]/callback?tenant=7"])
def test_a_confidential_client_is_held_to_the_port(uri: str) -> None:
    client = a_client(redirect_uris=frozenset({_V4, _V6}))
    assert not _takes(client, uri)
    assert _takes(client, _V4)


_NAMES = ["http://localhost:3000/cb", "http://localhost/cb", "https://app.example.org/cb"]


@pytest.mark.parametrize("registered", _NAMES)
def test_of_every_other_host_the_port_counts(registered: str) -> None:
    client = _native(registered)
    assert _takes(client, registered)
    for port in ("", ":80", ":443", ":3001"):
        host = registered.removesuffix("/cb").removesuffix(":3000")
        if f"{host}{port}/cb" != registered:
            assert not _takes(client, f"{host}{port}/cb")


_ATTACKS = [
    # Something else than the port differs.
    *("http://127.0.0.1:1/callback/", "http://127.0.0.1:1/Callback", "http://127.0.0.1:1/"),
    *("http://127.0.0.1:1", "http://127.0.0.1:1/callback?", "http://127.0.0.1:1/callback?x=1"),
    *("http://127.0.0.1:1/callback#", "http://127.0.0.1:1/callback#x", "http://127.0.0.1:1?"),
    *("http://127.0.0.1:1/x/../callback", "http://127.0.0.1:1//callback"),
    *("http://127.0.0.1:1/%63allback", "http://127.0.0.1:1/callback;x"),
    *("http://127.0.0.1:1/callback ", " http://127.0.0.1:1/callback"),
    *("http://127.0.0.1:1/callback\n", "\nhttp://127.0.0.1:1/callback"),
    *("http://127.0.0.1:1/callback\r\nX: y", "http://127.0.0.1:1/call\tback"),
    *("http://[::1]:1/callback", "http://[::1]:1/callback?tenant=8"),
    *("http://[::1]:1/callback?tenant=7&x=1", "http://[::1]:1/callback?x=1&tenant=7"),
    # Another scheme.
    *("https://127.0.0.1:1/callback", "HTTP://127.0.0.1:1/callback", "//127.0.0.1:1/callback"),
    *("ftp://127.0.0.1:1/callback", "http:/127.0.0.1:1/callback", "http:127.0.0.1:1/callback"),
    *("127.0.0.1:1/callback", "xhttp://127.0.0.1:1/callback"),
    # Another host, or the same one in other words.
    *("http://127.0.0.2:1/callback", "http://0.0.0.0:1/callback", "http://127.1:1/callback"),
    *("http://localhost:1/callback", "http://2130706433:1/callback"),
    *("http://0x7f.0.0.1:1/callback", "http://0177.0.0.1:1/callback"),
    *("http://127.0.0.1.:1/callback", "http://127.0.0.1.evil.example/callback"),
    *("http://127.0.0.1.evil.example:1/callback", "http://127.0.0.1evil.example:1/callback"),
    *("http://evil.example:1/callback", "http://evil.example/127.0.0.1:1/callback"),
    *("http://evil.example?http://127.0.0.1:1/callback", "http://evil-127.0.0.1:1/callback"),
    *("http://127%2e0.0.1:1/callback", "http://%31%32%37.0.0.1:1/callback"),
    *("http://127.0.0.1%2eevil.example:1/callback", "http://127.0.0.1%00.evil.example/callback"),
    *("http://127\u30020\u30020\u30021:1/callback", "http://\uff11\uff12\uff17.0.0.1:1/callback"),
    *("http://127x0x0x1:1/callback", "http://[127.0.0.1]:1/callback"),
    *("http://[::1%25lo]:1/callback?tenant=7", "http://[0:0:0:0:0:0:0:1]:1/callback?tenant=7"),
    *("http://[::ffff:127.0.0.1]:1/callback", "http://::1:1/callback?tenant=7"),
    *(
        "http://[::1]evil.example:1/callback?tenant=7",
        "http://[::1].evil.example/callback?tenant=7",
    ),
    # A user name, which hides the host.
    *("http://127.0.0.1:80@evil.example/callback", "http://127.0.0.1@evil.example/callback"),
    *("http://127.0.0.1:1@evil.example:1/callback", "http://evil@127.0.0.1:1/callback"),
    *("http://evil.example@127.0.0.1:1/callback", "http://:@127.0.0.1:1/callback"),
    *(
        "http://127.0.0.1:1%40evil.example/callback",
        "http://[::1]:1@evil.example/callback?tenant=7",
    ),
    # Backslashes, which browsers take for slashes.
    *("http://127.0.0.1\\@evil.example:1/callback", "http://127.0.0.1:1\\@evil.example/callback"),
    *("http:\\\\127.0.0.1:1/callback", "http://127.0.0.1:1\\callback"),
    *("http://evil.example\\@127.0.0.1:1/callback", "http://127.0.0.1:1/\\evil.example/callback"),
    # What is no port.
    *("http://127.0.0.1:/callback", "http://127.0.0.1:0/callback", "http://127.0.0.1:00/callback"),
    *("http://127.0.0.1:080/callback", "http://127.0.0.1:08000/callback"),
    *("http://127.0.0.1:65536/callback", "http://127.0.0.1:99999/callback"),
    *("http://127.0.0.1:100000/callback", "http://127.0.0.1:4294967376/callback"),
    *("http://127.0.0.1:port/callback", "http://127.0.0.1:1a/callback"),
    *("http://127.0.0.1:-1/callback", "http://127.0.0.1:+1/callback"),
    *("http://127.0.0.1:1.0/callback", "http://127.0.0.1: 1/callback"),
    *("http://127.0.0.1:1:1/callback", "http://127.0.0.1::1/callback"),
    *("http://127.0.0.1:\u0661/callback", "http://127.0.0.1:\uff11/callback"),
    *("http://127.0.0.1:%31/callback", "http://127.0.0.1:1\n/callback"),
    *("http://127.0.0.1:1_0/callback", "http://127.0.0.1:/1/callback"),
    *("http://[::1]:/callback?tenant=7", "http://[::1]:65536/callback?tenant=7"),
]


@pytest.mark.parametrize("uri", _ATTACKS)
def test_nothing_but_the_port_may_differ(uri: str) -> None:
    """C-10 to C-13: from what is compared nothing is left out that could lead elsewhere."""
    assert not _takes(_native(), uri)


@pytest.mark.parametrize(
    "registered", ["http://127.0.0.1:/callback", "http://127.0.0.1:08000/callback"]
)
def test_a_registered_port_that_is_none_is_compared_exactly(registered: str) -> None:
    assert _takes(_native(registered), registered)
    assert not _takes(_native(registered), "http://127.0.0.1:8000/callback")
    assert not _takes(_native(registered), "http://127.0.0.1/callback")


def test_an_address_of_enormous_length_is_compared_at_once() -> None:
    begun = perf_counter()
    for long in ("1" * 100_000, "1/" * 50_000, "1?" * 50_000, "1:" * 50_000, "[" * 100_000):
        assert not _takes(_native(), f"http://127.0.0.1:{long}/callback")
    assert perf_counter() - begun < 0.5
