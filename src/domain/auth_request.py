"""AuthRequest: one validated authorization request (OpenID Connect Core section 3.1.2.1)."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from domain.authorization_response import ResponseMode
from domain.claims_request import NO_CLAIMS, ClaimsRequest
from domain.client import LARGEST_MAX_AGE, Client
from domain.errors import (
    InvalidRequest,
    RegistrationNotSupported,
    RequestNotSupported,
    RequestUriNotSupported,
    SomebodyElse,
    UnsupportedResponseType,
)
from domain.identity import Identity
from domain.language import Language, wanted_language
from domain.parameters import Parameters
from domain.pkce import CodeChallenge
from domain.redirect_uri import takes_a_form
from domain.scope import EMAIL, OPENID, grantable, parse_scope
from domain.session import Session

# In bytes of UTF-8.
_LIMITS = {"state": 4096, "nonce": 512, "scope": 1024, "claims": 8192, "id_token_hint": 16_384}
_UNSUPPORTED = {
    "request": RequestNotSupported,
    "request_uri": RequestUriNotSupported,
    "registration": RegistrationNotSupported,
}
_PROMPTS = frozenset({"none", "login", "consent", "select_account"})
_MAX_AGE = re.compile(r"[0-9]{1,16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthRequest:
    """What a client asked for. ``redirect_uri`` is registered, ``scope`` is what is granted.

    ``subjects`` are the people the client will take, None for anybody: those of an
    ``id_token_hint`` and of the ``claims`` parameter. ``ui_locales`` is the first of those asked
    for that our pages speak. ``takes_own_email``: no made-up address will do.
    """

    client_id: str
    redirect_uri: str
    scope: frozenset[str]
    state: str | None
    nonce: str | None
    code_challenge: CodeChallenge | None
    prompt: frozenset[str]
    response_mode: ResponseMode = ResponseMode.QUERY
    max_age: int | None = None
    claims: ClaimsRequest = NO_CLAIMS
    subjects: frozenset[str] | None = None
    ui_locales: Language | None = None
    takes_own_email: bool = True

    @classmethod
    def validated(cls, parameters: Parameters, client: Client) -> "AuthRequest":
        """Check the parameters in reading order; raise the :class:`OAuthError` of the first fault.

        The client and its redirect_uri must have been verified before: an error raised here
        is sent to that redirect_uri.
        """
        parameters.check_wellformed()
        for name, limit in _LIMITS.items():
            parameters.check_length(name, limit)
        _refuse_unsupported(parameters)
        response_mode = _response_mode(parameters)
        max_age = _max_age(parameters)
        prompt = _prompt(parameters)
        scope = grantable(parse_scope(parameters.get("scope") or ""), client.allowed_scope)
        claims = ClaimsRequest.parsed(parameters.get("claims"), client.allowed_scope)
        return cls(
            client_id=client.client_id,
            redirect_uri=parameters.require("redirect_uri"),
            scope=scope,
            state=parameters.get("state"),
            nonce=parameters.get("nonce"),
            code_challenge=_code_challenge(parameters, client),
            prompt=prompt,
            response_mode=response_mode,
            max_age=client.default_max_age if max_age is None else max_age,
            claims=replace(claims, subjects=None),
            subjects=claims.subjects,
            ui_locales=wanted_language(parameters.get("ui_locales")),
            takes_own_email=client.disclosure.email_domain is None,
        )

    def hinting(self, subject: str) -> "AuthRequest":
        """Give the request with the ``sub`` of a verified ``id_token_hint``."""
        if self.subjects is not None and subject not in self.subjects:
            raise InvalidRequest("The id_token_hint and the claims name different people.")
        return replace(self, subjects=frozenset({subject}))

    @property
    def is_silent(self) -> bool:
        """Whether no page may be shown."""
        return "none" in self.prompt

    @property
    def asked_scope(self) -> frozenset[str]:
        """All that would be shared: claims asked for by name too, and always who it is."""
        return self.scope | self.claims.scopes | {OPENID}

    @property
    def needs_email(self) -> bool:
        """Whether Discord has to be asked for the address."""
        return self.takes_own_email and EMAIL in self.asked_scope

    @property
    def selects_account(self) -> bool:
        """Whether the person is asked which account to use, and not to prove who they are."""
        return "select_account" in self.prompt and "login" not in self.prompt

    @property
    def wants_consent(self) -> bool:
        """Whether the person is to be asked, whatever is remembered."""
        return "consent" in self.prompt

    def wants_sign_in(self, session: Session | None, now: datetime) -> bool:
        """Tell whether our own sign-in page has to come before an answer."""
        if self.prompt & {"login", "select_account"}:
            return True
        # Zero is another word for prompt=login, also within the second of the sign-in.
        return session is not None and (self.max_age == 0 or session.exceeds(self.max_age, now))

    def takes(self, identity: Identity) -> bool:
        """Tell whether the client takes this person (OpenID Connect Core section 3.1.2.2)."""
        return self.subjects is None or identity.discord_id in self.subjects

    def check_subject(self, identity: Identity) -> None:
        """Raise :class:`SomebodyElse` for a person the client did not ask for."""
        if not self.takes(identity):
            raise SomebodyElse


def _refuse_unsupported(parameters: Parameters) -> None:
    for name, error in _UNSUPPORTED.items():
        if parameters.get(name) is not None:
            raise error


def _response_mode(parameters: Parameters) -> ResponseMode:
    if parameters.require("response_type") != "code":
        raise UnsupportedResponseType
    asked = parameters.get("response_mode") or ResponseMode.QUERY
    if asked not in set(ResponseMode):
        raise InvalidRequest("The response_mode must be query or form_post.")
    by_post = asked == ResponseMode.FORM_POST
    if by_post and not takes_a_form(parameters.require("redirect_uri")):
        raise InvalidRequest("The response_mode form_post needs a web address to send to.")
    return ResponseMode(asked)


def _max_age(parameters: Parameters) -> int | None:
    max_age = parameters.get("max_age")
    if max_age is None:
        return None
    if not _MAX_AGE.fullmatch(max_age) or int(max_age) > LARGEST_MAX_AGE:
        raise InvalidRequest("The max_age must be a whole number of seconds.")
    return int(max_age)


def _prompt(parameters: Parameters) -> frozenset[str]:
    values = frozenset((parameters.get("prompt") or "").split(" ")) - {""}
    if values - _PROMPTS:
        raise InvalidRequest("The prompt must be none, login, consent or select_account.")
    if "none" in values and len(values) > 1:
        raise InvalidRequest("The prompt none cannot be combined with another value.")
    return values


def _code_challenge(parameters: Parameters, client: Client) -> CodeChallenge | None:
    challenge = CodeChallenge.requested(parameters)
    if challenge is None and client.is_public:
        raise InvalidRequest("This client must send a code_challenge.")
    return challenge
