"""Whatever is presented in whatever order: one token of a family lives (N-RF-02, N-RF-03)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from domain.errors import InvalidGrant, RefreshTokenReused
from domain.refresh_token import RefreshFamily, RefreshToken
from tests.builders import NOW, a_refresh_token, a_token_lifetimes

_LIFETIMES = a_token_lifetimes()
_SECONDS = [0, 0.000001, 1, 3, 6, 9.999999, 10, 3_600, 86_400, 13 * 86_400, 14 * 86_400]


@dataclass(frozen=True, kw_only=True)
class _Use:
    token: RefreshToken
    successor: RefreshToken
    at: datetime


class _Family(RuleBasedStateMachine):
    """A family, and all that ever happened to it: what may come follows from that alone."""

    tokens: "Bundle[RefreshToken]" = Bundle("tokens")

    @initialize(target=tokens)
    def begin(self) -> RefreshToken:
        self.now, self.ended = NOW, False
        self.given = [a_refresh_token("first")]
        self.uses: list[_Use] = []
        self.family = RefreshFamily.begun(self.given[0], NOW, _LIFETIMES)
        return self.given[0]

    @property
    def living(self) -> RefreshToken:
        return self.uses[-1].successor if self.uses else self.given[0]

    @property
    def is_too_old(self) -> bool:
        used_at = self.uses[-1].at if self.uses else NOW
        idle = self.now >= used_at + _LIFETIMES.refresh_idle
        return idle or self.now >= NOW + _LIFETIMES.refresh_longest

    def may_come(self, token: RefreshToken) -> bool:
        """Say what the rule says: the living one, or who got it and may have missed the reply."""
        if self.is_too_old or token == self.living:
            return not self.is_too_old
        replaced = [n for n, u in enumerate(self.uses) if u.token == token != u.successor]
        if not replaced:
            return False
        since = self.uses[replaced[0] :]
        nobody_else = all(use.token == token for use in since)
        return nobody_else and self.now < since[0].at + _LIFETIMES.refresh_grace

    @rule(seconds=st.sampled_from(_SECONDS))
    def time_passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(target=tokens, token=tokens, rotates=st.booleans())
    def present(self, token: RefreshToken, *, rotates: bool) -> "MultipleResults[RefreshToken]":
        if self.ended:
            return multiple()
        expected = self.may_come(token)
        try:
            self.family.check(token, self.now, _LIFETIMES)
        except InvalidGrant as fault:
            assert not expected
            # Only what was replaced ends a family, and only while there is something to end.
            self.ended = isinstance(fault, RefreshTokenReused)
            assert self.ended is not self.is_too_old
            return multiple()
        assert expected
        return self._use(token, rotates=rotates)

    def _use(self, token: RefreshToken, *, rotates: bool) -> "MultipleResults[RefreshToken]":
        if not rotates and self.family.is_current(token):
            self.family = self.family.used(self.now)
            self.uses.append(_Use(token=token, successor=token, at=self.now))
            return multiple()
        successor = replace(token, secret=a_refresh_token(str(len(self.given))).secret)
        self.family = self.family.rotated(token, successor, self.now)
        self.uses.append(_Use(token=token, successor=successor, at=self.now))
        self.given.append(successor)
        return multiple(successor)

    @invariant()
    def every_token_that_was_given_is_known_and_no_other(self) -> None:
        assert all(self.family.knows(token) for token in self.given)
        assert not any(self.family.knows(replace(t, handle="x" * 43)) for t in self.given)

    @invariant()
    def one_token_lives_and_it_is_the_last_one_given(self) -> None:
        alive = [t for t in self.given if self.family.is_alive(t, self.now, _LIFETIMES)]
        assert alive == ([] if self.is_too_old else [self.living])

    @invariant()
    def it_never_lives_longer_than_it_may(self) -> None:
        assert self.family.ends_at(_LIFETIMES) <= NOW + _LIFETIMES.refresh_longest


def test_one_token_of_a_family_lives_whatever_is_presented_in_whatever_order() -> None:
    run_state_machine_as_test(_Family)
