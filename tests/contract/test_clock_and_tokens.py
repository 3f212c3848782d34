"""The contracts of ``Clock`` and ``TokenGenerator``, on the system's and on the fakes."""

from datetime import UTC, datetime, timedelta

import pytest

from adapters.system.clock import SystemClock
from adapters.system.token_generator import SecretsTokenGenerator
from application.ports.clock import Clock
from application.ports.token_generator import TokenGenerator
from domain.opaque_token import is_opaque_token
from tests.fakes.clock import FakeClock
from tests.fakes.token_generator import FakeTokenGenerator


class ClockContract:
    def test_the_present_is_aware_and_in_utc(self, clock: Clock) -> None:
        assert clock.now().utcoffset() == timedelta(0)

    def test_a_later_look_is_not_earlier(self, clock: Clock) -> None:
        looks = [clock.now() for _ in range(100)]
        assert looks == sorted(looks)


class TestSystemClock(ClockContract):
    @pytest.fixture
    def clock(self) -> Clock:
        return SystemClock()

    def test_it_tells_the_real_time(self, clock: Clock) -> None:
        before = datetime.now(UTC)
        assert before <= clock.now() <= datetime.now(UTC)


class TestFakeClock(ClockContract):
    @pytest.fixture
    def clock(self) -> FakeClock:
        return FakeClock()

    def test_it_stands_still_until_it_is_moved(self, clock: FakeClock) -> None:
        start = clock.now()
        assert clock.now() == start
        clock.advance(1.5)
        assert clock.now() == start + timedelta(seconds=1.5)


class TokenGeneratorContract:
    def test_a_token_is_43_base64url_characters(self, tokens: TokenGenerator) -> None:
        assert all(is_opaque_token(tokens.token()) for _ in range(1000))

    def test_no_token_comes_twice(self, tokens: TokenGenerator) -> None:
        assert len({tokens.token() for _ in range(1000)}) == 1000


class TestSecretsTokenGenerator(TokenGeneratorContract):
    @pytest.fixture
    def tokens(self) -> TokenGenerator:
        return SecretsTokenGenerator()

    def test_another_generator_gives_other_tokens(self, tokens: TokenGenerator) -> None:
        other = SecretsTokenGenerator()
        drawn = [tokens.token() for _ in range(100)]
        assert not set(drawn) & {other.token() for _ in range(100)}


class TestFakeTokenGenerator(TokenGeneratorContract):
    @pytest.fixture
    def tokens(self) -> TokenGenerator:
        return FakeTokenGenerator()
