"""The clients as they are registered with the provider under test."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote_plus

_REFRESHES = {"grant_types": ["authorization_code", "refresh_token"]}


@dataclass(frozen=True, kw_only=True)
class StaticClient:
    """A client as it was registered; without a method, it may use either that needs a secret.

    ``application`` is the name under which the web server of the test takes its logout tokens,
    and ``more`` is what else its entry holds. Without a ``secret`` it is a public client.
    """

    client_id: str
    secret: str | None
    redirect_uri: str
    method: str | None = None
    post_logout_redirect_uri: str | None = None
    application: str | None = None
    more: Mapping[str, object] = field(default_factory=dict)

    def registration(self, applications: str) -> dict[str, object]:
        """Give its entry in the settings; ``applications`` is the web server of the test."""
        optional = {
            "client_secret": self.secret,
            "token_endpoint_auth_method": self.method,
            "post_logout_redirect_uris": self._post_logout_redirect_uris,
            "backchannel_logout_uri": self.application and f"{applications}/{self.application}",
            "backchannel_logout_session_required": self.application and True,
        }
        return {
            "redirect_uris": [self.redirect_uri],
            "id_token_claims": "minimal",
            **{name: value for name, value in optional.items() if value is not None},
            **self.more,
        }

    def authentication(self) -> tuple[dict[str, str], dict[str, str]]:
        """Give the form fields and the headers by which it authenticates."""
        if self.secret is None:
            return {"client_id": self.client_id}, {}
        if self.method == "client_secret_post":
            return {"client_id": self.client_id, "client_secret": self.secret}, {}
        pair = f"{quote_plus(self.client_id)}:{quote_plus(self.secret)}"
        return {}, {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}

    @property
    def _post_logout_redirect_uris(self) -> list[str] | None:
        return [self.post_logout_redirect_uri] if self.post_logout_redirect_uri else None


# Read differently unless both sides of Basic are form-encoded first.
FIRST = StaticClient(
    client_id="conformance:first+client",
    secret="canary-first%2F+:&=secret",
    redirect_uri="https://suite.example.org/first/callback",
    method="client_secret_basic",
    more=_REFRESHES,
)
SECOND = StaticClient(
    client_id="conformance-second",
    secret="canary-second-secret",
    redirect_uri="https://suite.example.org/second/callback?dummy1=lorem&dummy2=ipsum",
    more=_REFRESHES,
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
# Has refresh tokens unasked, and signs people out, which ends them.
WHILE_SIGNED_IN = StaticClient(
    client_id="conformance-while-signed-in",
    secret="canary-while-signed-in-secret",
    redirect_uri="https://suite.example.org/while-signed-in/callback",
    more={**_REFRESHES, "offline_access": "always"},
)
KEEPING = StaticClient(
    client_id="conformance-keeping",
    secret="canary-keeping-secret",
    redirect_uri="https://suite.example.org/keeping/callback",
    more={**_REFRESHES, "refresh_token_rotation": False},
)
PUBLIC = StaticClient(
    client_id="conformance-public",
    secret=None,
    redirect_uri="https://suite.example.org/public/callback",
    method="none",
    more=_REFRESHES,
)
# Signs nobody in: it is shown access tokens, and asks what they are.
RESOURCE_SERVER = StaticClient(
    client_id="conformance-resource-server",
    secret="canary-resource-server-secret",
    redirect_uri="",
    more={"redirect_uris": [], "grant_types": [], "resource_server": True},
)
ALL = (
    FIRST, SECOND, THIRD, LEAVING, TOLD, ALSO_TOLD, FAILING, HANGING, WHILE_SIGNED_IN, KEEPING,
    PUBLIC, RESOURCE_SERVER,
)  # fmt: skip
