"""What the entry of one application says about people: who may use it, and what it learns."""

from collections.abc import Mapping

from domain.client import IdTokenClaims
from domain.policy.disclosure import Disclosure
from domain.policy.gate import Gate
from entrypoints.settings.client_entry import ClientEntry
from entrypoints.settings.rules.disclosures import VERIFIED_EMAIL, read_claims, read_email
from entrypoints.settings.rules.faults import at
from entrypoints.settings.rules.gates import read_gate
from entrypoints.settings.rules.usernames import read_username_rule
from entrypoints.settings.rules.vocabulary import Vocabulary


def gate_of(value: object, vocabulary: Vocabulary) -> Gate:
    """Read its gate."""
    with at("gate"):
        return read_gate(_table(value).get("gate"), vocabulary.names, vocabulary.subteams)


def disclosure_of(value: object, entry: ClientEntry, vocabulary: Vocabulary) -> Disclosure:
    """Read its claims, and what it takes for an address and a name."""
    table = _table(value)
    minimal = entry.id_token_claims == IdTokenClaims.MINIMAL
    with at("claims"):
        claims = table.get("claims", {})
        if not isinstance(claims, dict):
            raise ValueError("must be a table of claims by name")  # noqa: TRY004 - as all of these
        rules = read_claims(claims, vocabulary.names, vocabulary.subteams, minimal=minimal)
    with at("email"):
        email_domain = read_email(entry.email)
    with at("preferred_username"):
        username_rule = read_username_rule(table.get("preferred_username"))
    return Disclosure(
        claim_rules=rules,
        username_rule=username_rule,
        email_domain=email_domain,
        verified_email_only=entry.email == VERIFIED_EMAIL,
    )


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
