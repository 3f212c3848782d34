"""Marked secrets go through a whole sign-in and turn up nowhere but where they belong."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

# The only answers that may hold a secret, and which. Every other one may hold none.
BELONGS: dict[str, set[str]] = {
    "authorize": {"Discord state", "cookie"},
    "callback": {"code", "state", "session"},
    "to page": {"page", "cookie"},
    "to consent": {"consent", "cookie"},
    "shown": {"consent"},
    "allowed": {"next code", "state"},
    "form post": {"posted code", "state"},
    "kept": {"reference"},
    "token": {"access token", "ID token", "handle", "refresh token", "refresh token's secret"},
    "refresh": {
        *("new access token", "new ID token"),
        *("handle", "new refresh token", "new refresh token's secret"),
    },
    "third": {
        *("third access token", "third ID token"),
        *("handle", "third refresh token", "third refresh token's secret"),
    },
    "to question": {"logout page", "cookie"},
    "question": {"logout page"},
    "logout held": {"logout kept"},
    # It asks; nothing that was sent along stands in it.
    "junk /oauth/logout": {"cookie"},
    "left": {"logout state"},
}


COOKIES = {"cookie": "browser", "session": "session"}


@dataclass(frozen=True)
class Report:
    """What the process logged, answered, and knew."""

    lines: list[str]
    answers: dict[str, str]
    secrets: dict[str, str]
    stored: list[str]


@pytest.fixture(scope="module")
def report(key_file: str, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Run the process once for all tests of this file."""
    path = tmp_path_factory.mktemp("canary") / "report.json"
    finished = subprocess.run(  # noqa: S603 - our own module, with paths of our own making
        [sys.executable, "-m", "tests.integration.http.canary", key_file, str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    assert finished.stderr == ""
    noted = json.loads(path.read_text(encoding="utf-8"))
    return Report(lines=finished.stdout.splitlines(), **noted)


def test_no_log_line_holds_a_secret(report: Report) -> None:
    """N-X-06 (C-46): at the most talkative level, faults and their tracebacks included."""
    leaks = [
        (name, line[:200])
        for line in report.lines
        for name, secret in report.secrets.items()
        if secret in line
    ]

    assert leaks == []


def test_every_log_line_is_one_json_object_with_a_name_and_a_level(report: Report) -> None:
    events = [json.loads(line) for line in report.lines]

    assert all({"event", "level", "timestamp"} <= event.keys() for event in events)
    names = {event["event"] for event in events}
    assert {"signed_in", "signed_off", "tokens_issued", "code_replayed"} <= names
    assert {"tokens_refreshed", "refresh_token_replayed", "token_revoked"} <= names
    assert {"request_refused", "page_shown"} <= names
    assert sum("Traceback" in event.get("exception", "") for event in events) == 9


def test_each_answer_holds_the_secrets_that_belong_there_and_no_other(report: Report) -> None:
    """N-TK-18, N-X-06 (C-46): in headers as in bodies."""
    held = {
        step: {name for name, secret in report.secrets.items() if secret in answer}
        for step, answer in report.answers.items()
    }

    assert {step: names for step, names in held.items() if names} == BELONGS
    assert len(report.answers) > 80


def test_the_store_holds_no_secret_but_what_is_sent_back_to_the_application(
    report: Report,
) -> None:
    """N-X-06: at no step; of a refresh token neither the whole nor a part."""
    held = {
        name
        for stored in report.stored
        for name, secret in report.secrets.items()
        if secret in stored
    }

    assert held == {"state", "nonce", "logout state"}


def test_the_cookies_travel_in_their_header_and_nowhere_else(report: Report) -> None:
    """N-X-06 (C-46, C-60): neither in an address nor in a page."""
    for step in ("authorize", "callback", "to page", "to question"):
        for name in BELONGS[step] & {"cookie", "session"}:
            (before,) = report.answers[step].split(report.secrets[name])[:-1]
            assert before.endswith(f"guildpass_{COOKIES[name]}=")


def test_the_secrets_that_are_looked_for_are_all_different_and_long(report: Report) -> None:
    assert len(set(report.secrets.values())) == len(report.secrets) == 36
    assert all(len(secret) > 15 for secret in report.secrets.values())
