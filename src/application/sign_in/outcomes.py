"""What can come of a step of a sign-in, besides a refusal."""

from dataclasses import dataclass, field

from domain.access_rules import Refusal
from domain.authorization_response import AuthorizationResponse
from domain.client import Client
from domain.identity import Identity
from domain.interaction import Question
from domain.language import Language
from domain.policy.broken_rule import BrokenRule


@dataclass(frozen=True, slots=True, kw_only=True)
class SendToUpstream:
    """Send the person to Discord; ``browser`` is the value of the cookie to set."""

    url: str = field(repr=False)
    browser: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPerson:
    """Show the page of a question; ``interaction`` goes into its address.

    ``language`` is the one the request asks for, if it does.
    """

    question: Question
    interaction: str = field(repr=False)
    browser: str = field(repr=False)
    language: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedPerson:
    """Somebody who may not come in: the page tells who they are and where they can go.

    ``broken`` are the rules of a gate that refused. ``back`` answers the client with
    ``access_denied``; ``restart`` asks the same again with a choice of account.
    """

    identity: Identity
    refusal: Refusal
    broken: tuple[BrokenRule, ...]
    client: Client
    back: AuthorizationResponse
    restart: SendToUpstream


Outcome = AuthorizationResponse | SendToUpstream | AskPerson | RefusedPerson
