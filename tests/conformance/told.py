"""What an application gets to know when somebody signs out."""

from dataclasses import dataclass
from typing import Any

from tests.conformance.applications import Application
from tests.conformance.checks.logout_token import (
    check_logout_claims,
    logout_token_of,
    verified_logout_claims,
)
from tests.conformance.clients import StaticClient
from tests.conformance.module import Module, SignedIn


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody who is signed in at an application that wants to be told."""

    client: StaticClient
    application: Application
    signed_in: SignedIn

    def leaving(self, state: str) -> dict[str, str]:
        """Give the parameters by which the application signs them out."""
        return {
            "id_token_hint": self.signed_in.tokens["id_token"],
            "post_logout_redirect_uri": str(self.client.post_logout_redirect_uri),
            "state": state,
        }

    def told(self, module: Module) -> dict[str, Any]:
        """Wait for the next logout token, check it, and give its claims."""
        post = self.application.next_post()
        assert post.target == f"/{self.client.application}"
        token = logout_token_of(post, module.warn)
        claims = verified_logout_claims(token, module.keys)
        check_logout_claims(
            claims,
            id_token=self.signed_in.id_token,
            client_id=self.client.client_id,
            warn=module.warn,
        )
        return claims


def sign_in_at(module: Module, client: StaticClient) -> Member:
    """Sign the person of the module in."""
    return Member(
        client=client,
        application=module.applications[str(client.application)],
        signed_in=module.sign_in(client),
    )
