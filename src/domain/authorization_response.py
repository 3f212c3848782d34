"""Authorization responses: what goes back to the client's redirect_uri, and nothing else."""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote, urlencode

from domain.errors import OAuthError
from domain.language import Language


class ResponseMode(StrEnum):
    """How an answer travels (OAuth 2.0 Multiple Response Types 2.1, OAuth 2.0 Form Post)."""

    QUERY = "query"
    FORM_POST = "form_post"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseTarget:
    """A redirect_uri that was found registered, and how to answer there with which state.

    ``client_name`` and ``language`` are for the pages in between: whom the answer is for, and
    what they are to be written in, if the request says so.

    Only :meth:`domain.client.Client.response_target` makes one, so that nothing is ever
    redirected to an unregistered address.
    """

    redirect_uri: str
    state: str | None
    client_name: str
    response_mode: ResponseMode = ResponseMode.QUERY
    language: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationResponse:
    """An answer at a client's redirect_uri (RFC 6749 sections 4.1.2 and 4.1.2.1)."""

    target: ResponseTarget
    parameters: tuple[tuple[str, str], ...] = field(repr=False)

    @classmethod
    def success(cls, target: ResponseTarget, *, issuer: str, code: str) -> "AuthorizationResponse":
        """Answer with a code, ``state`` and ``iss`` (RFC 9207 section 2)."""
        return cls._with(target, issuer, ("code", code))

    @classmethod
    def failure(
        cls, target: ResponseTarget, *, issuer: str, error: OAuthError
    ) -> "AuthorizationResponse":
        """Answer with an error, ``state`` and ``iss`` (RFC 9207 section 2)."""
        described = ("error_description", error.description)
        return cls._with(target, issuer, ("error", error.error), described)

    @classmethod
    def _with(
        cls, target: ResponseTarget, issuer: str, *parameters: tuple[str, str]
    ) -> "AuthorizationResponse":
        state = () if target.state is None else (("state", target.state),)
        return cls(target=target, parameters=(*parameters, *state, ("iss", issuer)))

    @property
    def location(self) -> str:
        """The URL to redirect to in the mode query; the query of the redirect_uri is kept."""
        uri = self.target.redirect_uri
        separator = "&" if "?" in uri else "?"
        return uri + separator + urlencode(self.parameters, quote_via=quote)


class AuthorizationRefused(Exception):
    """An authorization request, or the sign-in that followed, ends in an error for the client."""

    def __init__(self, target: ResponseTarget, error: OAuthError, client_id: str) -> None:
        super().__init__(error.error)
        self.target = target
        self.error = error
        self.client_id = client_id
