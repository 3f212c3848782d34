"""``HOST``: an address to listen on, or a name of one."""

import pytest

from tests.unit.entrypoints.settings_values import load, refusal


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "0.0.0.0",  # noqa: S104 - what an operator in a container writes
        "::1",
        "::",
        "2001:db8::1",
        "localhost",
        "my-host.local",
        "Guildpass-1",
    ],
)
def test_an_address_or_a_name_is_taken_as_it_is(host: str) -> None:
    assert load(HOST=host).host == host


@pytest.mark.parametrize(
    "host",
    [
        "http://x",
        "127.0.0.1:8000",
        "localhost:8000",
        "[::1]",
        "300.1.1.1",
        "1.2.3",
        "127.0.0.1.",
        "1.2.3.4.5",
        "2130706433",
        "::1::",
        "*",
        "a b",
        " localhost",
        "127.0.0.1 ",
        "my_host",
        "host..local",
        ".local",
        "b\u00fccher.example",
        "user@host",
        "host/path",
    ],
)
def test_what_nobody_can_listen_on_is_refused(host: str) -> None:
    message = refusal("HOST", HOST=host)
    assert host not in message
