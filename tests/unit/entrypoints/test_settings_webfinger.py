"""``WEBFINGER_DOMAINS``."""

import json

import pytest

from tests.unit.entrypoints.settings_values import load, refusal

MARK = "vAlUe"
DOMAINS = "WEBFINGER_DOMAINS"


def test_no_domain_is_answered_for_unless_one_is_named() -> None:
    assert load().webfinger_domains == frozenset()
    assert load(**{DOMAINS: "[]"}).webfinger_domains == frozenset()


def test_domains_are_compared_in_small_letters() -> None:
    longest = ".".join(["x" * 63] * 3 + ["y" * 61])
    domains = ["Example.ORG", "example.org", "xn--bcher-kva.example", "1.a-b.c9", "club", longest]
    assert load(**{DOMAINS: json.dumps(domains)}).webfinger_domains == {
        *("example.org", "xn--bcher-kva.example", "1.a-b.c9", "club", longest)
    }


@pytest.mark.parametrize(
    "domain",
    [
        "",
        f"@{MARK}.example",
        f"acct:nelly@{MARK}.example",
        f"https://{MARK}.example",
        f"{MARK}.example:443",
        f"{MARK}.example/",
        f"{MARK}.example.",
        f"{MARK}.example\n",
        f" {MARK}.example",
        f"*.{MARK}.example",
        f".{MARK}",
        "value..example",
        "-value.example",
        "value-.example",
        "value_.example",
        "b\u00fccher.example",
        "\u212aalue.example",
        "10.0.0.5",
        "value.127",
        "::1",
        "x" * 64,
        ".".join(["x" * 63] * 3 + ["y" * 62]),
        5,
        None,
        True,
        ["value.example"],
        {MARK: 1},
    ],
)
def test_what_is_no_domain_is_refused_and_not_repeated(domain: object) -> None:
    message = refusal(DOMAINS, **{DOMAINS: json.dumps(["example.org", domain])})
    assert MARK.lower() not in message.lower()
    assert "xxx" not in message


@pytest.mark.parametrize("text", ["{}", '"value.example"', MARK, "null", "[", f"['{MARK}']", ""])
def test_what_is_no_list_is_refused(text: str) -> None:
    assert MARK not in refusal(DOMAINS, **{DOMAINS: text})
