"""Clients: the applications that may ask (RFC 6749 section 2, metadata of RFC 7591)."""

import hmac
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from domain.authorization_response import ResponseMode, ResponseTarget
from domain.client_authentication import ClientCredentials, TokenEndpointAuthMethod
from domain.errors import InvalidClient, UnauthorizedClient
from domain.grant_type import GrantType
from domain.identity import fit_text
from domain.language import wanted_language
from domain.logout import LogoutTarget
from domain.page_refusals import DisabledClient, UntrustedClient, UntrustedLogout
from domain.policy.disclosure import STANDARD, Disclosure
from domain.policy.gate import OPEN, Gate
from domain.redirect_uri import leads_to_an_app, origin_of, takes_a_form, without_loopback_port
from domain.scope import OFFLINE_ACCESS
from domain.signing_algorithm import SigningAlgorithm


class IdTokenClaims(StrEnum):
    """Whether ID tokens carry claims about the person, or those of the protocol only."""

    FULL = "full"
    MINIMAL = "minimal"


# Of ``max_age`` in seconds: what a JSON number can say exactly.
LARGEST_MAX_AGE = 2**53


class Consent(StrEnum):
    """When a person is asked whether to share with a client."""

    NEVER = "never"
    ONCE = "once"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A registered client. Of its secrets only the SHA-256 digests are kept.

    There are two while one takes the place of the other, none for a public client.
    ``default_max_age`` is in seconds (OpenID Connect Registration section 2). Where a person may
    be sent after logout: RP-Initiated Logout section 3.1. Where logout tokens go, and whether
    they must name the session: Back-Channel Logout section 2.2. ``always_offline``: it gets a
    refresh token unasked. ``resource_server``: it may ask about any access token. ``audience``:
    the services its access tokens are for, if not those of all clients. ``gate``: who may use it;
    ``disclosure``: what it is told about them.
    """

    client_id: str
    client_secrets_sha256: frozenset[bytes] = field(repr=False)
    redirect_uris: frozenset[str]
    token_endpoint_auth_methods: frozenset[TokenEndpointAuthMethod]
    allowed_scope: frozenset[str]
    client_name: str | None = None
    id_token_claims: IdTokenClaims = IdTokenClaims.FULL
    id_token_signed_response_alg: SigningAlgorithm = SigningAlgorithm.RS256
    consent: Consent = Consent.NEVER
    default_max_age: int | None = None
    post_logout_redirect_uris: frozenset[str] = frozenset()
    backchannel_logout_uri: str | None = None
    backchannel_logout_session_required: bool = False
    grant_types: frozenset[GrantType] = frozenset({GrantType.AUTHORIZATION_CODE})
    always_offline: bool = False
    rotates_refresh_tokens: bool = True
    resource_server: bool = False
    audience: str | None = None
    cors_origins: frozenset[str] = frozenset()
    enabled: bool = True
    gate: Gate = OPEN
    disclosure: Disclosure = STANDARD

    def unasked_scope(self, asked: AbstractSet[str]) -> frozenset[str]:
        """Give what it gets beside all that it asks for."""
        offline = {OFFLINE_ACCESS} if self.always_offline else frozenset[str]()
        return self.disclosure.unasked_scope(asked) | offline

    @property
    def is_public(self) -> bool:
        """A client that cannot keep a secret (RFC 6749 section 2.1)."""
        return not self.client_secrets_sha256

    @property
    def display_name(self) -> str:
        """The name a person is shown."""
        return fit_text(self.client_name) or self.client_id

    @property
    def origins(self) -> AbstractSet[str]:
        """The web origins whose scripts may call the token endpoint.

        Those of the redirect URIs, and others that were registered: an application in a browser
        may be signed in by a server elsewhere.
        """
        return self.cors_origins | set(filter(None, map(origin_of, self.redirect_uris)))

    @property
    def can_be_impersonated(self) -> bool:
        """Public, and on the person's device: any program there may pose as it (RFC 8252 8.6)."""
        return self.is_public and any(map(leads_to_an_app, self.redirect_uris))

    def gets_refresh_token(self, scope: AbstractSet[str]) -> bool:
        """Tell whether a code for these scopes gives a refresh token too."""
        wanted = self.always_offline or OFFLINE_ACCESS in scope
        return wanted and GrantType.REFRESH_TOKEN in self.grant_types

    def check_enabled(self) -> None:
        """Raise :class:`DisabledClient` if the operator has switched it off."""
        if not self.enabled:
            raise DisabledClient("the client is switched off: enabled is false")

    def check_grant_type(self, grant_type: GrantType) -> None:
        """Raise :class:`UnauthorizedClient` unless it was registered for this one."""
        if grant_type not in self.grant_types:
            raise UnauthorizedClient(reason=f"{grant_type} is not in grant_types of this client")

    def check_may_introspect(self) -> None:
        """Raise :class:`InvalidClient` for one that anybody can pose as, or that is switched off.

        RFC 7662 section 2.1: else whoever finds a token could ask what it is.
        """
        if self.is_public or not self.enabled:
            raise InvalidClient(reason="a public or disabled client may not introspect")

    @property
    def remembers_consent(self) -> bool:
        """Whether a yes counts for later; elsewhere it is either not needed or asked anew."""
        return self.consent is Consent.ONCE

    def must_ask(self, asked: AbstractSet[str], agreed: AbstractSet[str]) -> bool:
        """Tell whether the person has to agree to these scopes, having agreed to those."""
        if self.consent is Consent.ONCE:
            return not asked <= agreed
        return self.consent is Consent.ALWAYS

    def response_target(
        self,
        redirect_uri: str | None,
        *,
        state: str | None,
        response_mode: str | None = None,
        ui_locales: str | None = None,
    ) -> ResponseTarget:
        """Give the one place an answer may go to, or raise :class:`UntrustedClient`.

        Compared by exact string (RFC 9700 section 2.1), but for the port of a program on the
        device, and always required. A mode that is not ours, or that the place cannot receive, is
        refused later, in the mode query.
        :class:`DisabledClient` for one that was switched off.
        """
        self.check_enabled()
        if redirect_uri is None or not self._has_registered(redirect_uri):
            raise UntrustedClient("redirect_uri is not registered for this client")
        by_post = response_mode == ResponseMode.FORM_POST and takes_a_form(redirect_uri)
        return ResponseTarget(
            redirect_uri=redirect_uri,
            state=state,
            client_name=self.display_name,
            response_mode=ResponseMode.FORM_POST if by_post else ResponseMode.QUERY,
            language=wanted_language(ui_locales),
        )

    def _has_registered(self, uri: str) -> bool:
        if uri in self.redirect_uris:
            return True
        # RFC 8252 section 7.3: a program on the device listens on whatever port is free.
        portless = without_loopback_port(uri) if self.is_public else None
        return portless is not None and portless in map(without_loopback_port, self.redirect_uris)

    def logout_target(self, uri: str, *, state: str | None) -> LogoutTarget:
        """Give where somebody goes after signing out, or raise :class:`UntrustedLogout`.

        Compared by exact string (OpenID Connect RP-Initiated Logout section 3).
        """
        if uri not in self.post_logout_redirect_uris:
            raise UntrustedLogout("post_logout_redirect_uri is not registered for this client")
        return LogoutTarget(post_logout_redirect_uri=uri, state=state)

    def authenticate(self, credentials: ClientCredentials) -> None:
        """Raise :class:`InvalidClient` unless the method is allowed and the secret is right."""
        if credentials.method not in self.token_endpoint_auth_methods:
            raise InvalidClient(reason=f"{credentials.method} is not allowed for this client")
        if self.is_public:
            return
        # An empty one is none, whatever digest was registered.
        if not credentials.client_secret:
            raise InvalidClient(reason="no client_secret")
        presented = sha256(credentials.client_secret.encode()).digest()
        # All of them, so that the time does not tell which one it was.
        equal = [hmac.compare_digest(one, presented) for one in self.client_secrets_sha256]
        if not any(equal):
            raise InvalidClient(reason="wrong client_secret")
