"""Which resources WebFinger knows, and what is said of one (RFC 7033, RFC 7565)."""

from contextlib import suppress
from time import perf_counter
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidRequest
from domain.webfinger import ISSUER_RELATION, host_of_resource, one_resource, resource_descriptor

ISSUER = "https://id.example.org"
HOST = "example.org"
_OF_THE_DOMAIN = [
    "acct:nelly@example.org",
    "acct:n@example.org",
    "acct:nelly+tag@example.org",
    "acct:o'neil!$&()*,;=._~-@example.org",
    "acct:nelly%40home@example.org",
    "acct:%00%0d%0a@example.org",
    "acct:nelly@EXAMPLE.org",
    "ACCT:nelly@Example.Org",
    "https://example.org",
    "https://example.org/",
    "https://example.org/nelly",
    "https://example.org?x=y@z",
    "https://example.org/@nelly",
    "https://example.org/nelly%20b//x:1",
    "https://example.org:443/",
    "https://example.org:/",
    "HTTPS://EXAMPLE.ORG/nelly",
]
_OF_OTHERS = [
    "acct:nelly@evil.example",
    "acct:nelly@example.org.evil.example",
    "acct:nelly@sub.example.org",
    "acct:nelly@example.org.",
    "acct:nelly@notexample.org",
    "acct:nelly@org",
    "acct:nelly@ex%61mple.org",
    "acct:nelly@example%2eorg",
    "acct:example.org@evil.example",
    "acct:nelly%40example.org@evil.example",
    "acct:nelly@evil.example%40example.org",
    "acct:nelly@[::1]",
    "https://evil.example/example.org",
    "https://evil.example/@example.org",
    "https://evil.example?@example.org",
    "https://example.org.evil.example/",
    "https://example.org%2f.evil.example/",
    "https://example.org:8443/",
    "https://example.org:0443/",
    "http://example.org/nelly",
    "mailto:nelly@example.org",
    "acct+x:nelly@example.org",
    "xacct:nelly@example.org",
    "urn:acct:nelly@example.org",
    "example.org:443",
    "device:example.org",
]
_MALFORMED = [
    "",
    "nelly@example.org",
    "example.org",
    "@example.org",
    "//example.org/",
    "://example.org/",
    "1acct:nelly@example.org",
    " acct:nelly@example.org",
    "acct:nelly@example.org ",
    "acct: nelly@example.org",
    "acct:nelly@example.org\n",
    "acct:nelly@example.org\x00",
    "acct:nelly\r\nX-Y: z@example.org",
    "acct:nelly\t@example.org",
    "acct:nelly\x7f@example.org",
    "acct:nelly@example.org#x",
    "https://example.org/#nelly",
    "acct:nelly%@example.org",
    "acct:nelly%4@example.org",
    "acct:nelly%zz@example.org",
    'acct:"nelly"@example.org',
    "acct:<svg>@example.org",
    "acct:nelly\\@example.org",
    "https://example.org\\@evil.example/",
    "acct:n\u00e9lly@example.org",
    "acct:nelly@b\u00fccher.example",
    "acct:nelly@example\u3002org",
    "acct:nelly@example.\u2134rg",
    "acct:nelly@\u212axample.org",
    "acct:",
    "acct:nelly",
    "acct:@example.org",
    "acct:nelly@",
    "acct:nelly@home@example.org",
    "acct:nelly@example.org@",
    "acct:nelly@example.org:443",
    "acct:nelly@example.org/",
    "acct:nelly@example.org?x",
    "acct:a/b@example.org",
    "acct:a:b@example.org",
    "acct://nelly@example.org",
    "acct:nelly@[::1",
    "https:",
    "https:example.org",
    "https:/example.org",
    "https:///example.org",
    "https://",
    "https://:443/",
    "https://nelly@example.org/",
    "https://@example.org/",
    "https://example.org@evil.example/",
    "https://example.org:x@evil.example/",
    "https://evil.example%2f@example.org/",
    "https://evil.example:x@example.org/",
    "https://example.org:x/",
    "https://example.org:443:443/",
]


@pytest.mark.parametrize("resource", _OF_THE_DOMAIN)
def test_an_account_or_address_of_a_domain_leads_to_it(resource: str) -> None:
    assert host_of_resource(resource) == HOST


@pytest.mark.parametrize("resource", _OF_OTHERS)
def test_whatever_only_looks_like_the_domain_leads_elsewhere(resource: str) -> None:
    assert host_of_resource(resource) != HOST


@pytest.mark.parametrize("resource", _MALFORMED)
def test_what_is_no_uri_or_names_nobody_is_refused(resource: str) -> None:
    with pytest.raises(InvalidRequest):
        host_of_resource(resource)


def test_a_resource_may_have_2048_characters_and_no_more() -> None:
    rest = len("acct:@example.org")
    assert host_of_resource(f"acct:{'n' * (2048 - rest)}@example.org") == HOST
    with pytest.raises(InvalidRequest):
        host_of_resource(f"acct:{'n' * (2049 - rest)}@example.org")


@pytest.mark.parametrize("part", ["a", "%41", "a@", "a:", "a.", "[", "https://", "a%"])
@pytest.mark.parametrize("before", ["acct:", "https://", "acct:a@", "https://a:", ""])
def test_no_resource_takes_long_to_read(part: str, before: str) -> None:
    began = perf_counter()
    with suppress(InvalidRequest):
        host_of_resource((before + part * 2048)[:2048])
    assert perf_counter() - began < 0.1


@given(st.text(alphabet="@:/?#[]%2fe.\\ ", max_size=12))
def test_no_parser_finds_another_host_in_an_address(text: str) -> None:
    resource = f"https://{text}example.org/"
    with suppress(InvalidRequest):
        assert host_of_resource(resource) in {None, urlsplit(resource).hostname}


@given(st.text(alphabet="@:/?#[]%2fe.\\ ", max_size=12))
def test_the_host_of_an_account_stands_behind_its_last_at_sign(text: str) -> None:
    resource = f"acct:nelly{text}example.org"
    with suppress(InvalidRequest):
        assert host_of_resource(resource) == resource.rpartition("@")[2]


def test_exactly_one_resource_is_asked_about() -> None:
    assert one_resource(["acct:nelly@example.org"]) == "acct:nelly@example.org"


@pytest.mark.parametrize("sent", [[], [""], ["", "acct:a@b"], ["acct:a@b", "acct:a@b"]])
def test_none_or_several_are_refused(sent: list[str]) -> None:
    with pytest.raises(InvalidRequest):
        one_resource(sent)


LINK = {"rel": "http://openid.net/specs/connect/1.0/issuer", "href": ISSUER}


@pytest.mark.parametrize(
    ("relations", "links"),
    [
        ([], [LINK]),
        ([ISSUER_RELATION], [LINK]),
        (["avatar", ISSUER_RELATION, "avatar"], [LINK]),
        ([ISSUER_RELATION, ISSUER_RELATION], [LINK]),
        (["avatar"], []),
        ([ISSUER_RELATION.upper()], []),
        ([ISSUER_RELATION + "/"], []),
        (["https://openid.net/specs/connect/1.0/issuer"], []),
        ([f"avatar {ISSUER_RELATION}"], []),
        ([""], [LINK]),
        (["", "avatar"], []),
    ],
)
def test_links_are_those_of_the_relations_asked_for(
    relations: list[str], links: list[dict[str, str]]
) -> None:
    described = resource_descriptor("acct:Nelly@EXAMPLE.org", relations, issuer=ISSUER)
    assert described == {"subject": "acct:Nelly@EXAMPLE.org", "links": links}
