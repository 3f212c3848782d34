"""Web origins as an operator writes them and as browsers send them (RFC 6454)."""

from time import perf_counter

import pytest

from domain.redirect_uri import web_origin

_HTTPS, _ORIGIN = "must be https, since", "must be an origin"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://app.example.org", "https://app.example.org"),
        ("https://App.Example.ORG", "https://app.example.org"),
        ("HTTPS://app.example.org", "https://app.example.org"),
        ("https://app.example.org:8443", "https://app.example.org:8443"),
        ("https://app.example.org:443", "https://app.example.org"),
        ("https://app.example.org:80", "https://app.example.org:80"),
        ("https://intranet", "https://intranet"),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://127.0.0.1", "http://127.0.0.1"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://[::1]:3000", "http://[::1]:3000"),
        ("https://[2001:DB8::1]", "https://[2001:db8::1]"),
    ],
)
def test_an_origin_is_given_as_browsers_send_it(text: str, origin: str) -> None:
    assert web_origin(text) == origin


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        *(("http://app.example.org", _HTTPS), ("http://127.0.0.2", _HTTPS)),
        *(("http://localhost.evil.example", _HTTPS), ("http://0.0.0.0", _HTTPS)),
        *(("https://app.example.org/", _ORIGIN), ("https://app.example.org/cb", _ORIGIN)),
        *(("https://app.example.org?", _ORIGIN), ("https://app.example.org?x", _ORIGIN)),
        *(("https://app.example.org:", _ORIGIN), ("https://app.example.org:0443", _ORIGIN)),
        *(("https://user@app.example.org", _ORIGIN), ("https://@app.example.org", _ORIGIN)),
        *(("https://app.example.org.", _ORIGIN), ("https://.example.org", _ORIGIN)),
        *(("https://", _ORIGIN), ("https://:443", _ORIGIN), ("https:app.example.org", _ORIGIN)),
        *(("app.example.org", _ORIGIN), ("//app.example.org", _ORIGIN), ("null", _ORIGIN)),
        *(("com.example.app://x", _ORIGIN), ("ws://localhost", _ORIGIN), ("file://", _ORIGIN)),
        *(("https://app%2eexample.org", _ORIGIN), ("https://a,b", _ORIGIN)),
        *(("https://*.example.org", "wildcard"), ("*", "wildcard"), ("https://*", "wildcard")),
        *(("https://app.example.org#", "fragment"), ("https://app.example.org#x", "fragment")),
        *(("", "plain ASCII"), (" https://app.example.org", "plain ASCII")),
        *(
            ("https://app.example.org\n", "plain ASCII"),
            ("https://\u0430pp.example", "plain ASCII"),
        ),
        *(("https://app.example.org\\x", "plain ASCII"), ("https://a%zz", "hexadecimal")),
        *(("https://app.example.org:0", "host and port"), ("https://a:65536", "host and port")),
        *(("https://a:port", "host and port"), ("https://[::1", "host and port")),
    ],
)
def test_what_is_no_origin_is_refused_with_the_mend(text: str, mend: str) -> None:
    with pytest.raises(ValueError, match=r"^must ") as refusal:
        web_origin(text)
    assert mend in str(refusal.value)


def test_enormous_garbage_is_refused_at_once() -> None:
    begun = perf_counter()
    for text in ("https://" + "a." * 50_000, "https://" + "a-" * 50_000 + "/", "[" * 100_000):
        with pytest.raises(ValueError, match=r"^must "):
            web_origin(text)
    assert perf_counter() - begun < 0.5
