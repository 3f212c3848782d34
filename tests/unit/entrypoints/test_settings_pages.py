"""The pages of the operator that discovery names."""

import pytest

from domain.metadata import OperatorPages
from tests.unit.entrypoints.settings_values import load, refusal

MARK = "vAlUe"
NAMES = ["SERVICE_DOCUMENTATION", "OP_POLICY_URI", "OP_TOS_URI"]


def test_each_page_is_taken_as_it_is_written() -> None:
    settings = load(
        SERVICE_DOCUMENTATION="https://club.example/docs",
        OP_POLICY_URI="https://club.example/privacy?lang=en#top",
        OP_TOS_URI="http://localhost:8000/terms",
    )
    assert settings.operator_pages == OperatorPages(
        service_documentation="https://club.example/docs",
        op_policy_uri="https://club.example/privacy?lang=en#top",
        op_tos_uri="http://localhost:8000/terms",
    )


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("SERVICE_DOCUMENTATION", OperatorPages(service_documentation="https://club.example")),
        ("OP_POLICY_URI", OperatorPages(op_policy_uri="https://club.example")),
        ("OP_TOS_URI", OperatorPages(op_tos_uri="https://club.example")),
    ],
)
def test_one_page_may_be_set_without_the_others(name: str, pages: OperatorPages) -> None:
    assert load(**{name: "https://club.example"}).operator_pages == pages


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "page",
    [
        f"http://{MARK}.example/privacy",
        f"{MARK}.example/privacy",
        f"/{MARK}",
        f"//{MARK}.example/privacy",
        f"javascript:{MARK}",
        f"data:text/html,{MARK}",
        f"ftp://{MARK}.example/privacy",
        f"https:/{MARK}.example",
        f"https:///{MARK}",
        f"https://user:{MARK}@club.example/privacy",
        f"https://{MARK}@club.example/privacy",
        f"https://club.example:{MARK}/privacy",
        f"https://club.example:0/{MARK}",
        f"https://club.example:99999/{MARK}",
        f"https://club.example/{MARK} x",
        f'https://club.example/{MARK}"><svg>',
        f"https://club.example/{MARK}\\",
        f"https://club.example\\{MARK}",
        f"https://{MARK}\u00fc.example/privacy",
        f"https://club.example/{MARK}\u00e9",
        f"https://[{MARK}]/privacy",
        f"https://{MARK}..example/privacy",
        f"https://club.example/{MARK}\nX: y",
    ],
)
def test_what_no_browser_could_open_safely_is_refused_without_being_repeated(
    name: str, page: str
) -> None:
    assert MARK.lower() not in refusal(name, **{name: page}).lower()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", ["", " "])
def test_a_page_that_is_there_but_empty_is_a_mistake(name: str, text: str) -> None:
    assert "is empty" in refusal(name, **{name: text})
