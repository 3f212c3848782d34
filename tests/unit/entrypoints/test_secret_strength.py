"""A secret that could be guessed is found wherever its text stands, and is not shown."""

from pathlib import Path

import pytest

from entrypoints.settings import weak_secrets

STRONG = "0123456789abcdefghijkl"


def test_short_and_dull_secrets_are_weak_and_of_digests_nothing_is_told(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("hunter2\n")
    entries: dict[str, object] = {
        "strong": {"client_secret": STRONG},
        "short": {"client_secret": STRONG[1:]},
        "second": {"client_secret": [STRONG, "short"]},
        "dull": {"client_secret": "abcabcabcabcabcabcabcabc"},
        "digest": {"client_secret_sha256": "ab" * 32},
        "file": {"client_secret_file": str(file)},
        "env": {"client_secret_env": "WIKI_SECRET"},
        "public": {"token_endpoint_auth_method": "none"},
    }
    found = weak_secrets(entries, {"WIKI_SECRET": "letmein"})
    assert found == {
        **dict.fromkeys(("short", "second", "file", "env"), "it is shorter than 22 characters"),
        "dull": "it is made of a few characters again and again",
    }


@pytest.mark.parametrize("name", ["DISCORD_CLIENT_SECRET", "DISCORD_BOT_TOKEN"])
def test_a_secret_of_discord_is_not_one_for_an_application(name: str) -> None:
    found = weak_secrets({"wiki": {"client_secret": STRONG}}, {name: STRONG})
    assert found == {"wiki": f"it is {name}, which no application may know"}
