"""An application that is told over TLS when a person's session ends."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import jwt

from tests.conformance.applications import HOST, Application, Applications, running_applications
from tests.conformance.certificates import make_tls_files
from tests.e2e.offline import offline_clients

_NAME = "offline-web"


@dataclass(frozen=True, kw_only=True)
class Told:
    """The application, and the settings by which a provider reaches it."""

    applications: Applications
    authority: Path

    @property
    def application(self) -> Application:
        """What was told."""
        return self.applications[_NAME]

    def settings(self, **of_web: object) -> dict[str, str]:
        """Give the settings of a provider; ``of_web`` is what else the application's entry has."""
        uri = f"{self.applications.origin}/{_NAME}"
        return {
            "OAUTH_CLIENTS": offline_clients(backchannel_logout_uri=uri, **of_web),
            "OUTBOUND_ALLOWED_HOSTS": json.dumps([HOST]),
            "OUTBOUND_CA_FILE": str(self.authority),
        }

    def next_sid(self) -> Any:  # noqa: ANN401 - a claim
        """Wait for the next logout token, and give the session it is about.

        Its signature and its other claims are checked by the conformance tests.
        """
        post = self.application.next_post()
        ((name, token),) = parse_qsl(post.body.decode("ascii"), strict_parsing=True)
        assert name == "logout_token"
        return jwt.decode(token, options={"verify_signature": False})["sid"]


@contextmanager
def told_application(directory: Path) -> Iterator[Told]:
    """Serve it until the block ends; by then a test has looked at all it was told."""
    tls = make_tls_files(directory)
    with running_applications(tls) as applications:
        yield Told(applications=applications, authority=tls.authority)
    assert applications.told_too_often == []
