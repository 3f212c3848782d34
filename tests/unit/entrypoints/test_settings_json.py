"""The two settings in JSON, and ``ROLE_TO_SUBTEAM`` by itself."""

import json

import pytest

from domain.role import Role
from tests.unit.entrypoints.settings_values import (
    REQUIRED,
    SNOWFLAKE,
    load,
    refusal,
    subteams_by_role,
)

MARK = "vAlUe"
GUILD = REQUIRED["DISCORD_GUILD_ID"]


@pytest.mark.parametrize("name", ["OAUTH_CLIENTS", "ROLE_TO_SUBTEAM"])
@pytest.mark.parametrize(
    "text",
    [
        f"{{'{MARK}': 1}}",
        f'{{"{MARK}": 1,}}',
        f'{{"{MARK}"',
        f'["{MARK}"]',
        f'"{MARK}"',
        "null",
        "5",
        "NaN",
        f'{{"{MARK}": {{}}, "{MARK}": {{}}}}',
        f'{{"app": {{"client_secret": "{MARK}", "client_secret": "{MARK}"}}}}',
        pytest.param("[" * 100_000, id="nested arrays"),
        pytest.param('{"a":' * 100_000, id="nested objects"),
        pytest.param(f'{{"app": {"9" * 5000}}}', id="a number without end"),
        '{"app": NaN}',
    ],
)
def test_json_that_cannot_be_right_is_refused_without_being_repeated(name: str, text: str) -> None:
    message = refusal(name, **{name: text})
    assert MARK not in message
    assert "9999" not in message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"app": {"client_secret": "x",}}', "line 1, column 30"),
        ('{"app": {"redirect_uris": ["x" ,\n ]}}', "line 1, column 32"),
        ('{\n"app": {},\n\n}', "line 2, column 10"),
    ],
)
def test_a_comma_too_many_is_named(text: str, place: str) -> None:
    message = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=text)
    assert f"is not valid JSON at {place}: " in message
    assert message.endswith(": a comma before a closing bracket")


@pytest.mark.parametrize(
    "text", ['{"app": {"client_secret": }}', '{"a": ",]" x}', "]", '{"a": "]", ']
)
def test_other_faults_are_told_by_their_place(text: str) -> None:
    message = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=text)
    assert message.endswith("; names and ids stand in double quotes")


@pytest.mark.parametrize("name", ["wiki", "client_secret", "club-wiki-2", SNOWFLAKE])
def test_which_name_stands_twice_is_told(name: str) -> None:
    text = f'{{"x": {{"a": 1, "{name}": 1, "{name}": 2}}}}'
    message = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=text)
    assert message == f'OAUTH_CLIENTS: has "{name}" twice at the same place; see .env.example'


@pytest.mark.parametrize("name", [MARK, "0a" * 32, f"x{'0' * 32}", "a b", "a\u00fc"])
def test_what_stands_twice_and_may_be_a_secret_is_not_shown(name: str) -> None:
    message = refusal("OAUTH_CLIENTS", OAUTH_CLIENTS=f'{{"{name}": 1, "{name}": 2}}')
    assert message == "OAUTH_CLIENTS: has a name twice at the same place; see .env.example"


def test_a_role_gives_one_subteam_or_several() -> None:
    text = json.dumps({SNOWFLAKE: "board", "222222222222222222": ["board", "treasury", "board"]})
    assert subteams_by_role(load(ROLE_TO_SUBTEAM=text)) == {
        Role(GUILD, SNOWFLAKE): {"board"},
        Role(GUILD, "222222222222222222"): {"board", "treasury"},
    }


@pytest.mark.parametrize(
    "text",
    [
        f'{{"board": {SNOWFLAKE}}}',
        f'{{"board": "{SNOWFLAKE}"}}',
        f'{{"{SNOWFLAKE}.0": "{MARK}"}}',
        f'{{"1.5e17": "{MARK}"}}',
        f'{{"": "{MARK}"}}',
        f'{{"{SNOWFLAKE}": {SNOWFLAKE}}}',
        f'{{"{SNOWFLAKE}": null}}',
        f'{{"{SNOWFLAKE}": []}}',
        f'{{"{SNOWFLAKE}": ""}}',
        f'{{"{SNOWFLAKE}": " {MARK}"}}',
        f'{{"{SNOWFLAKE}": ["{MARK}", 5]}}',
        f'{{"{SNOWFLAKE}": [["{MARK}"]]}}',
        f'{{"{SNOWFLAKE}": {{"{MARK}": 1}}}}',
        f'{{"{SNOWFLAKE}": "{MARK}\\n"}}',
        f'{{"{SNOWFLAKE}": "{MARK}\\ud800"}}',
        f'{{"{SNOWFLAKE}": "{"x" * 65}"}}',
    ],
)
def test_a_role_map_that_cannot_be_right_is_refused(text: str) -> None:
    message = refusal("ROLE_TO_SUBTEAM", ROLE_TO_SUBTEAM=text)
    assert MARK not in message
    assert SNOWFLAKE not in message.replace('{"123456789012345678": "board"}', "")


def test_the_server_itself_is_no_role_of_anybody() -> None:
    text = json.dumps({SNOWFLAKE: "board", GUILD: MARK})
    message = refusal("ROLE_TO_SUBTEAM", ROLE_TO_SUBTEAM=text)
    assert MARK not in message
    assert GUILD not in message
    elsewhere = subteams_by_role(load(ROLE_TO_SUBTEAM=text, DISCORD_GUILD_ID="5"))
    assert elsewhere[Role("5", GUILD)] == {MARK}
