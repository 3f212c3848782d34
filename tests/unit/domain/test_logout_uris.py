"""Which addresses may be registered for logout."""

import pytest

from domain.redirect_uri import (
    check_backchannel_logout_uri,
    check_post_logout_redirect_uri,
    host_of,
)

_BAD = [
    "",
    "/signed-out",
    "javascript:alert(1)",
    "http://app.example.org/signed-out",
    "http://127.0.0.2/signed-out",
    "https://app.example.org/signed-out#x",
    "https://app.example.org/*",
    "https://user@app.example.org/signed-out",
    "https:///signed-out",
    "https://app.example.org:0/",
    "https://app.example.org:port/",
    "https://app.example.org/\u00e9",
    "https://app.example.org/%zz",
]


@pytest.mark.parametrize(
    "uri",
    [
        "https://app.example.org/signed-out",
        "https://app.example.org/?code=1&iss=2&error=3",
        "http://localhost:3000/",
        "com.example.app:/signed-out",
    ],
)
def test_a_person_may_be_sent_to_a_sound_address(uri: str) -> None:
    check_post_logout_redirect_uri(uri)


@pytest.mark.parametrize("uri", _BAD)
def test_a_person_is_sent_to_no_other(uri: str) -> None:
    with pytest.raises(ValueError, match=r"^must "):
        check_post_logout_redirect_uri(uri)


@pytest.mark.parametrize("place", ["?state=x", "?state", "?a=b&%73tate="])
def test_state_is_ours_to_add(place: str) -> None:
    with pytest.raises(ValueError, match=r"our own parameters \(state\)"):
        check_post_logout_redirect_uri("https://app.example.org/" + place)


@pytest.mark.parametrize(
    "uri",
    [
        "https://app.example.org/backchannel",
        "https://app.example.org:8443/?tenant=1&state=2",
        "http://127.0.0.1:3000/backchannel",
        "http://[::1]/backchannel",
    ],
)
def test_a_logout_token_may_be_sent_to_a_web_address(uri: str) -> None:
    check_backchannel_logout_uri(uri)


@pytest.mark.parametrize("uri", [*_BAD, "com.example.app:/backchannel", "ftp://localhost/"])
def test_it_is_sent_to_no_other(uri: str) -> None:
    with pytest.raises(ValueError, match=r"^must "):
        check_backchannel_logout_uri(uri)


@pytest.mark.parametrize(
    ("uri", "host"),
    [
        ("https://App.Example.org:8443/x", "app.example.org"),
        ("http://[::1]:80/", "::1"),
        ("", None),
    ],
)
def test_the_host_of_an_address_is_given_as_it_is_compared(uri: str, host: str | None) -> None:
    assert host_of(uri) == host
