"""The clients as they are registered with the provider under test."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class StaticClient:
    """A client as it was registered; without a method, it may use either that needs a secret.

    ``application`` is the name under which the web server of the test takes its logout tokens.
    """

    client_id: str
    secret: str
    redirect_uri: str
    method: str | None = None
    post_logout_redirect_uri: str | None = None
    application: str | None = None

    def registration(self, applications: str) -> dict[str, object]:
        """Give its entry in the settings; ``applications`` is the web server of the test."""
        optional = {
            "token_endpoint_auth_method": self.method,
            "post_logout_redirect_uris": self._post_logout_redirect_uris,
            "backchannel_logout_uri": self.application and f"{applications}/{self.application}",
            "backchannel_logout_session_required": self.application and True,
        }
        return {
            "client_secret": self.secret,
            "redirect_uris": [self.redirect_uri],
            "id_token_claims": "minimal",
            **{name: value for name, value in optional.items() if value is not None},
        }

    @property
    def _post_logout_redirect_uris(self) -> list[str] | None:
        return [self.post_logout_redirect_uri] if self.post_logout_redirect_uri else None


# Read differently unless both sides of Basic are form-encoded first.
FIRST = StaticClient(
    client_id="conformance:first+client",
    secret="canary-first%2F+:&=secret",
    redirect_uri="https://suite.example.org/first/callback",
    method="client_secret_basic",
)
SECOND = StaticClient(
    client_id="conformance-second",
    secret="canary-second-secret",
    redirect_uri="https://suite.example.org/second/callback?dummy1=lorem&dummy2=ipsum",
)
THIRD = StaticClient(
    client_id="conformance-third",
    secret="canary-third%2F+:&=secret",
    redirect_uri="https://suite.example.org/third/callback",
    method="client_secret_post",
)
# Signs people out, and is never told of it.
LEAVING = StaticClient(
    client_id="conformance-leaving",
    secret="canary-leaving-secret",
    redirect_uri="https://suite.example.org/leaving/callback",
    post_logout_redirect_uri="https://suite.example.org/leaving/post_logout_redirect",
)


def _told(application: str) -> StaticClient:
    base = f"https://suite.example.org/{application}"
    return StaticClient(
        client_id=f"conformance-{application}",
        secret=f"canary-{application}-secret",
        redirect_uri=f"{base}/callback",
        post_logout_redirect_uri=f"{base}/post_logout_redirect",
        application=application,
    )


TOLD = _told("told")
ALSO_TOLD = _told("also-told")
FAILING = _told("failing")
HANGING = _told("hanging")
ALL = (FIRST, SECOND, THIRD, LEAVING, TOLD, ALSO_TOLD, FAILING, HANGING)
