"""Which redirect URIs end on the person's own device (RFC 8252 section 7)."""

import pytest

from domain.redirect_uri import leads_to_an_app


@pytest.mark.parametrize(
    "uri",
    [
        "com.example.app:/cb",
        "com.example.app://cb",
        "http://127.0.0.1:3000/cb",
        "http://localhost/cb",
        "http://LOCALHOST:8080/cb",
        "http://[::1]:3000/cb",
        "https://localhost/cb",
    ],
)
def test_a_private_scheme_or_this_machine_leads_to_an_app(uri: str) -> None:
    assert leads_to_an_app(uri)


@pytest.mark.parametrize(
    "uri",
    [
        "https://app.example.org/cb",
        "https://127.0.0.1.evil.example/cb",
        "https://localhost.evil.example/cb",
        "https://app.example.org/cb?next=http://localhost/",
        "https://[2001:db8::1]/cb",
    ],
)
def test_a_web_address_leads_to_a_server(uri: str) -> None:
    assert not leads_to_an_app(uri)
