"""Which redirect URIs may be registered (C-10 to C-13, C-16, C-17; N-AZ-05)."""

from time import perf_counter

import pytest

from domain.redirect_uri import check_redirect_uri, is_loopback, origin_of

_GOOD = [
    "https://app.example.org/callback",
    "https://app.example.org",
    "https://app.example.org:8443/cb?tenant=1&next=%2Fa",
    "http://localhost:3000/cb",
    "http://127.0.0.1:3000/cb",
    "http://[::1]:3000/cb",
    "com.example.app:/callback",
    "app.immich:///oauth-callback",
    "https://[2001:db8::1]/cb",
    "https://app.example.org/cb?not_code=1&statement=2",
]
_SCHEMES = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://app.example.org/cb",
    "myapp:/cb",
    "//app.example.org/cb",
    "/callback",
    "callback",
    "",
    "urn:ietf:wg:oauth:2.0:oob",
]
_HOSTS = [
    "http://app.example.org/cb",
    "http://127.0.0.1.evil.example/cb",
    "http://localhost.evil.example/cb",
    "http://127.0.0.2/cb",
    "http://127.1/cb",
    "http://2130706433/cb",
    "http://0.0.0.0/cb",
    "http://[::ffff:127.0.0.1]/cb",
    "https:///cb",
    "https:/app.example.org/cb",
    "https:app.example.org/cb",
    "https://:443/cb",
    "https://app.example.org:0/cb",
]
_USERINFO = [
    "https://app.example.org@evil.example/cb",
    "https://user:pass@app.example.org/cb",
    "https://@app.example.org/cb",
    "http://localhost@evil.example/cb",
    "http://evil.example@localhost/cb",
]
_CHARACTERS = [
    "https://app.example.org/cb#fragment",
    "https://app.example.org/cb#",
    "com.example.app:/cb#x",
    "https://*.example.org/cb",
    "https://app.example.org/*",
    "https://app.example.org\\@evil.example/cb",
    "https://app.example.org/c b",
    " https://app.example.org/cb",
    "https://app.example.org/cb\n",
    "https://app.example.org/\tcb",
    "https://app.example.org/\x00",
    "https://\u0430pp.example.org/cb",
    "https://app\u3002example.org/cb",
    "https://app.example.org/\u00e9",
    'https://app.example.org/"><svg>',
    "https://app.example.org/%zz",
    "https://app.example.org/cb?next=%",
    "https://app.example.org/cb?next=%4",
    "https://app.example.org/%4g/cb",
    "com.example.app:/%u0041",
]
_NOT_AN_ADDRESS = [
    "https://app.example.org:port/cb",
    "https://app.example.org:99999/cb",
    "https://[::1/cb",
    "https://[zz]/cb",
    "https://[" + "1:" * 32_768 + "]/cb",
]
# Some releases of the library take the host of the first few for ::1, or for the one in brackets.
_BRACKETS = [
    "http://[::1]evil.example/cb",
    "http://[::1].evil.example/cb",
    "http://[::1]evil.example:3000/cb",
    "https://[2001:db8::1]evil.example/cb",
    "http://evil.example[::1]/cb",
    "http://evil.example[::1]:3000/cb",
    "http://[::1][::1]/cb",
    "http://[::1]:3000:4000/cb",
    "http://localhost:3000:4000/cb",
]
_BAD = [*_SCHEMES, *_HOSTS, *_BRACKETS, *_USERINFO, *_CHARACTERS]
_OURS = ["code", "state", "iss", "error", "error_description", "error_uri", "response"]


@pytest.mark.parametrize("uri", _GOOD)
def test_a_sound_uri_may_be_registered(uri: str) -> None:
    check_redirect_uri(uri)


@pytest.mark.parametrize("uri", _BAD)
def test_an_unsound_uri_may_not_be_registered(uri: str) -> None:
    with pytest.raises(ValueError, match=r"^must "):
        check_redirect_uri(uri)


@pytest.mark.parametrize("uri", _NOT_AN_ADDRESS, ids=range(len(_NOT_AN_ADDRESS)))
def test_what_is_no_address_is_refused_with_the_mend_and_without_its_value(uri: str) -> None:
    with pytest.raises(ValueError, match=r"^must ") as refusal:
        check_redirect_uri(uri)
    assert uri[12:] not in str(refusal.value)


@pytest.mark.parametrize("name", _OURS)
@pytest.mark.parametrize("place", ["?{}=x", "?{}", "?a=b&{}=", "?a=b&{}=x&c=d"])
def test_a_uri_must_not_carry_a_parameter_of_ours(name: str, place: str) -> None:
    with pytest.raises(ValueError, match="our own parameters"):
        check_redirect_uri("https://app.example.org/cb" + place.format(name))


@pytest.mark.parametrize("uri", ["https://app.example.org/cb?%63ode=x", "com.example.app:/?iss=x"])
def test_a_parameter_of_ours_is_found_encoded_and_in_any_scheme(uri: str) -> None:
    with pytest.raises(ValueError, match="our own parameters"):
        check_redirect_uri(uri)


@pytest.mark.parametrize(
    "uri",
    [
        "https://[" + ":" * 65_536,
        "https://[" + "::" * 32_768 + "]/cb",
        "https://" + "[" * 65_536,
        "https://" + "a." * 32_768 + "/\n",
        "https://app.example.org/" + "%" * 65_536 + "\n",
        "https://app.example.org/?" + "a&" * 32_768 + "code",
    ],
    ids=range(6),
)
def test_enormous_garbage_is_refused_at_once(uri: str) -> None:
    begun = perf_counter()
    with pytest.raises(ValueError, match=r".+"):
        check_redirect_uri(uri)
    assert perf_counter() - begun < 0.5


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_the_names_of_this_machine_are_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", [None, "", "127.0.0.2", "localhost.", "[::1]", "0.0.0.0"])  # noqa: S104 -- compared, never bound
def test_nothing_else_is_loopback(host: str | None) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("uri", "origin"),
    [
        ("https://app.example.org/cb?x=1", "https://app.example.org"),
        ("https://App.Example.org:443/cb", "https://app.example.org"),
        ("https://app.example.org:8443/cb", "https://app.example.org:8443"),
        ("https://app.example.org:80/cb", "https://app.example.org:80"),
        ("https://app.example.org:4443/cb", "https://app.example.org:4443"),
        ("http://127.0.0.1:80/cb", "http://127.0.0.1"),
        ("http://[::1]:3000/cb", "http://[::1]:3000"),
        ("com.example.app:/cb", None),
    ],
)
def test_the_origin_of_a_uri_is_what_a_browser_sends(uri: str, origin: str | None) -> None:
    assert origin_of(uri) == origin


def test_an_empty_port_does_not_show_in_the_origin() -> None:
    assert origin_of("https://app.example.org:/cb") == "https://app.example.org"


@pytest.mark.parametrize("uri", ["app.example.org:8443/cb", "app.example.org:443"])
def test_a_host_and_port_without_https_is_no_private_scheme(uri: str) -> None:
    with pytest.raises(ValueError, match=r"^must "):
        check_redirect_uri(uri)
