"""The strict form parser, against the one of the standard library."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.testing import RequestFactory

from domain.errors import InvalidRequest
from domain.parameters import Parameters
from entrypoints.http.form import decode_component, form_parameters, is_form, parse_form

NAMES = st.sampled_from(["code", "state", "\u00e4", "a b", "=", "&", "%", "+"])
PAIRS = st.lists(st.tuples(NAMES | st.text(max_size=5), st.text(max_size=8)), max_size=6)


def read_alike(ours: Parameters, pairs: list[tuple[str, str]]) -> None:
    """Fail unless both give the same values and find the same repeats."""
    theirs = Parameters(pairs)
    assert [ours.get(name) for name, _ in pairs] == [theirs.get(name) for name, _ in pairs]
    assert is_refused(ours) == is_refused(theirs)


def is_refused(parameters: Parameters) -> bool:
    try:
        parameters.check_wellformed()
    except InvalidRequest:
        return True
    return False


@given(PAIRS)
def test_what_a_client_encodes_is_read_as_the_standard_library_reads_it(
    pairs: list[tuple[str, str]],
) -> None:
    text = urlencode(pairs)
    read_alike(parse_form(text.encode()), parse_qsl(text, keep_blank_values=True))


# Any bytes that are valid form encoding, tidy or not: lone separators, missing values, raw UTF-8.
@given(
    st.lists(st.sampled_from(["&", "=", "+", "%20", "%C3%A4", "%26", "a", "\u00e4", ";", "\x00"]))
)
def test_untidy_but_valid_input_is_read_alike_too(parts: list[str]) -> None:
    text = "".join(parts)
    pairs = parse_qsl(text, keep_blank_values=True, errors="strict", separator="&")
    read_alike(parse_form(text.encode()), pairs)


@given(st.text(max_size=20))
def test_one_value_survives_the_way(value: str) -> None:
    assert (parse_form(urlencode({"v": value}).encode()).get("v") or "") == value


@pytest.mark.parametrize(
    "raw",
    [
        b"%",
        b"a=%",
        b"a=%4",
        b"a=%zz",
        b"a=%u0041",
        b"%zz=a",
        b"a=%ff",
        b"a=%C3",
        b"a=%ED%A0%80",
        b"a=%C0%80",
        b"a=\xff",
        b"\xff=a",
        b"a=%C3\xff",
    ],
)
def test_what_cannot_be_decoded_is_left_out_and_marked(raw: bytes) -> None:
    parameters = parse_form(b"good=1&" + raw + b"&fine=2")
    assert (parameters.get("good"), parameters.get("fine")) == ("1", "2")
    assert parameters.get("a") is None
    assert is_refused(parameters)
    with pytest.raises(ValueError, match=r"percent|codec"):
        decode_component(
            raw.partition(b"=")[2] if raw.startswith(b"a=") else raw.partition(b"=")[0]
        )


@given(st.binary(max_size=40))
def test_no_bytes_at_all_raise_anything(raw: bytes) -> None:
    parameters = parse_form(raw)
    try:
        raw.decode()
    except UnicodeDecodeError:
        assert is_refused(parameters)


@pytest.mark.parametrize(
    ("content_type", "form"),
    [
        ("application/x-www-form-urlencoded", True),
        ("application/x-www-form-urlencoded; charset=UTF-8", True),
        ("Application/X-WWW-Form-Urlencoded ;charset=latin-1", True),
        ("application/json", False),
        ("text/plain", False),
        ("multipart/form-data; boundary=x", False),
        ("application/x-www-form-urlencodedx", False),
        ("application/x-www-form-urlencoded, text/plain", False),
        ("", False),
        (None, False),
    ],
)
@pytest.mark.anyio
async def test_a_body_is_a_form_only_where_it_says_so(
    content_type: str | None, *, form: bool
) -> None:
    headers: Mapping[str, str] = {} if content_type is None else {"content-type": content_type}
    request = RequestFactory().post("/", headers=dict(headers), data=None)
    assert is_form(request) is form
    if form:
        assert (await form_parameters(request)).get("code") is None
    else:
        with pytest.raises(InvalidRequest):
            await form_parameters(request)
