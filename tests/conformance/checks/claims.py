"""Standard claims have the right type wherever they stand (OpenID Connect Core section 5.1)."""

import re
import time
from collections.abc import Mapping
from typing import Any

PROFILE_CLAIMS = (
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "profile",
    "picture",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "updated_at",
    "preferred_username",
)
_STRINGS = {*PROFILE_CLAIMS, "email", "phone_number"} - {"updated_at"}
_BOOLEANS = {"email_verified", "phone_number_verified"}
_ADDRESS = {"formatted", "street_address", "locality", "region", "postal_code", "country"}
_BIRTHDATE = re.compile(r"\d{4}(-\d{2}-\d{2})?")
_SUBJECT = re.compile(r"[\x20-\x7E]{1,255}")
_THE_YEAR_1990 = 631_152_000


def check_claims(claims: Mapping[str, Any]) -> None:
    """Check the claims about a person; what is not known is left out and never null."""
    assert _SUBJECT.fullmatch(claims["sub"]), claims["sub"]
    empty = [name for name, value in claims.items() if value in (None, "", "null")]
    assert empty == []
    for name in _STRINGS & claims.keys():
        _check_text(claims[name])
    for name in _BOOLEANS & claims.keys():
        assert isinstance(claims[name], bool), name
    if "birthdate" in claims:
        assert _BIRTHDATE.fullmatch(claims["birthdate"])
    if "updated_at" in claims:
        assert type(claims["updated_at"]) in (int, float)
        assert _THE_YEAR_1990 <= claims["updated_at"] <= time.time()
    for name, line in claims.get("address", {}).items():
        assert name in _ADDRESS
        _check_text(line)


def _check_text(value: object) -> None:
    assert isinstance(value, str), value
    assert value.strip(), "a claim is blank"
