"""``docs/policy.md``, WebFinger: the domain's nginx hands one path on to Guildpass, run."""

import json
from pathlib import Path

import httpx

from tests.apps.pages import DOCS, ISSUER
from tests.apps.real.nginx import serving
from tests.e2e.certificates import self_signed
from tests.e2e.conftest import StartProvider
from tests.e2e.discord_server import HOST
from tests.redis_process import free_port

_POLICY = DOCS.parent / "policy.md"


def test_the_domain_answers_as_guildpass_does(
    nginx: Path, launch: StartProvider, redis_server: str, tmp_path: Path
) -> None:
    provider_port, port = free_port(), free_port()
    issuer = f"https://{HOST}:{provider_port}"
    launch(
        ISSUER=issuer,
        PORT=str(provider_port),
        REDIS_URL=redis_server,
        WEBFINGER_DOMAINS=json.dumps(["example.org"]),
        **self_signed(tmp_path).settings(),
    )
    location = _block("location = /.well-known/webfinger").replace(ISSUER, issuer)
    with serving(nginx, tmp_path, port, location):
        answers = [
            httpx.get(
                f"http://{HOST}:{port}/.well-known/webfinger",
                params={"resource": resource},
                trust_env=False,
            )
            for resource in ("acct:nelly@example.org", "acct:nelly@example.com")
        ]
    assert [answer.status_code for answer in answers] == [200, 404]
    assert answers[0].headers["content-type"] == "application/jrd+json"
    assert answers[0].json()["links"][0]["href"] == issuer


def _block(first_line: str) -> str:
    """Give an indented block of the document."""
    _, begins, rest = _POLICY.read_text(encoding="utf-8").partition(f"    {first_line}")
    return begins + rest.partition("\n\n")[0]
