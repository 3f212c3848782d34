"""AuthRequest: one validated authorization request (OpenID Connect Core section 3.1.2.1)."""

import re
from dataclasses import dataclass

from domain.client import Client
from domain.errors import (
    InvalidRequest,
    RegistrationNotSupported,
    RequestNotSupported,
    RequestUriNotSupported,
    UnsupportedResponseType,
)
from domain.parameters import Parameters
from domain.pkce import CodeChallenge
from domain.scope import format_scope, grantable, parse_scope

_LIMITS = {"state": 2048, "nonce": 512, "scope": 1024}
_UNSUPPORTED = {
    "request": RequestNotSupported,
    "request_uri": RequestUriNotSupported,
    "registration": RegistrationNotSupported,
}
_PROMPTS = frozenset({"none", "login", "consent", "select_account"})
_MAX_AGE = re.compile(r"[0-9]{1,16}")
_LARGEST_MAX_AGE = 2**53


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthRequest:
    """What a client asked for. ``redirect_uri`` is registered, ``scope`` is what is granted."""

    client_id: str
    redirect_uri: str
    scope: frozenset[str]
    state: str | None
    nonce: str | None
    code_challenge: CodeChallenge | None
    prompt: frozenset[str]

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
        _check_response(parameters)
        _check_max_age(parameters)
        prompt = _prompt(parameters)
        scope = grantable(parse_scope(parameters.get("scope") or ""), client.allowed_scope)
        return cls(
            client_id=client.client_id,
            redirect_uri=parameters.require("redirect_uri"),
            scope=scope,
            state=parameters.get("state"),
            nonce=parameters.get("nonce"),
            code_challenge=_code_challenge(parameters, client),
            prompt=prompt,
        )

    @property
    def asks_for_another_account(self) -> bool:
        """Whether Discord must show its own page instead of passing the person through."""
        return bool(self.prompt)

    def restarted(self) -> dict[str, str]:
        """Give the parameters that ask the same again, with a choice of account."""
        challenge = self.code_challenge
        candidates = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": format_scope(self.scope),
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": challenge and challenge.value,
            "code_challenge_method": challenge and "S256",
            "prompt": "select_account",
        }
        return {name: value for name, value in candidates.items() if value}


def _refuse_unsupported(parameters: Parameters) -> None:
    for name, error in _UNSUPPORTED.items():
        if parameters.get(name) is not None:
            raise error


def _check_response(parameters: Parameters) -> None:
    if parameters.require("response_type") != "code":
        raise UnsupportedResponseType
    if parameters.get("response_mode") not in {None, "query"}:
        raise InvalidRequest("Only the response_mode query is supported.")


def _check_max_age(parameters: Parameters) -> None:
    max_age = parameters.get("max_age")
    if max_age is None:
        return
    if not _MAX_AGE.fullmatch(max_age) or int(max_age) > _LARGEST_MAX_AGE:
        raise InvalidRequest("The max_age must be a whole number of seconds.")


def _prompt(parameters: Parameters) -> frozenset[str]:
    values = frozenset((parameters.get("prompt") or "").split(" ")) - {""}
    if values - _PROMPTS:
        raise InvalidRequest("The prompt holds an unknown value.")
    if "none" in values and len(values) > 1:
        raise InvalidRequest("The prompt none stands alone.")
    return values


def _code_challenge(parameters: Parameters, client: Client) -> CodeChallenge | None:
    challenge = CodeChallenge.requested(parameters)
    if challenge is None and client.is_public:
        raise InvalidRequest("This client must send a code_challenge.")
    return challenge
