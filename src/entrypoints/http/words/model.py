"""What has to be said in each language; every text here is needed, none has a default.

Names in braces are filled in: ``client`` is an application, ``account`` a Discord account,
``brand`` this provider, ``destination`` a host or the scheme of a program on the device,
``names`` are teams and roles, ``date`` is a day in ISO 8601.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.access_rules import Refusal
from domain.policy.gate import Rule


class Fault(StrEnum):
    """What can have gone wrong where a person waits."""

    UNTRUSTED_CLIENT = "untrusted client"
    DISABLED_CLIENT = "disabled client"
    LOGIN_EXPIRED = "login expired"
    UNTRUSTED_LOGOUT = "untrusted logout"
    LOGOUT_EXPIRED = "logout expired"
    FOREIGN_BROWSER = "foreign browser"
    FOREIGN_ISSUER = "foreign issuer"
    UNAVAILABLE = "unavailable"
    UNEXPECTED = "unexpected"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What happened, and what to do next."""

    title: str
    explanation: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonWords:
    """What several pages say."""

    signed_in_as: str
    use_another_account: str
    sign_in_again: str
    back_to: str
    cancel: str
    get_help: str
    reference: str
    nothing_shared: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInWords:
    """The page before a new sign-in; which sentence it opens with depends on who asks what."""

    heading: str
    first: str
    again: str
    choose: str
    learns: str
    way: str
    go_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWords:
    """The page that asks whether to share."""

    heading: str
    learns: str
    to_site: str
    to_device: str
    remembered: str
    allow: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedWords:
    """The page for somebody who may not come in, for one reason."""

    title: str
    heading: str
    explanation: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPostWords:
    """The page that posts an answer to an application by itself."""

    title: str
    heading: str
    on_the_way: str
    if_nothing_happens: str
    go_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOutWords:
    """The page that asks whether to sign out, and the two that tell what came of it."""

    heading: str
    asked_by_client: str
    asked: str
    meaning: str
    sign_out: str
    stay: str
    done_heading: str
    done: str
    at_discord: str
    stayed_heading: str
    stayed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All that is said in one language.

    ``shared`` tells what each scope gives away, ``rules`` why a gate is closed.
    """

    common: CommonWords
    sign_in: SignInWords
    consent: ConsentWords
    refused: Mapping[Refusal, RefusedWords]
    rules: Mapping[Rule, str]
    form_post: FormPostWords
    sign_out: SignOutWords
    shared: Mapping[str, str]
    made_up_email: str
    faults: Mapping[Fault, Explanation]
