"""Disclosure: what one application is told about people, other than by the standard alone."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from domain.identity import Identity
from domain.policy.claim_rules import ClaimRule
from domain.policy.username import UsernameRule
from domain.scope import GROUPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Claims by rule, which take the place of standard ones of that name.

    ``email_domain``: addresses are made up, of the Discord id and that domain, and nobody's own
    is asked for. The domain is the operator's, so that they count as verified.
    ``verified_email_only``: an address that Discord has not verified is left out.
    """

    claim_rules: tuple[ClaimRule, ...] = ()
    username_rule: UsernameRule | None = None
    email_domain: str | None = None
    verified_email_only: bool = False

    def unasked_scope(self, asked: AbstractSet[str]) -> frozenset[str]:
        """Give the scope that people read of what is told beside the scopes that were asked for."""
        told = any(rule.scopes is None or rule.scopes & asked for rule in self.claim_rules)
        return frozenset({GROUPS}) if told else frozenset()

    def preferred_username(self, identity: Identity) -> str | None:
        """Give the username, as the application takes it."""
        rule = self.username_rule
        return rule.username(identity) if rule else identity.preferred_username

    def email(self, identity: Identity) -> tuple[str | None, bool]:
        """Give the address, if there is one to tell, and whether it is verified."""
        if self.email_domain is not None:
            return f"{identity.discord_id}@{self.email_domain}", True
        if self.verified_email_only and not identity.email_verified:
            return None, False
        return identity.email, identity.email_verified


STANDARD = Disclosure()
