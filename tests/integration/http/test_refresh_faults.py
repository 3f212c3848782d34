"""Faults on our side in the middle of a refresh use nothing up."""

import pytest
from dependency_injector import providers

from adapters.system.token_generator import SecretsTokenGenerator
from application.ports.tokens import TokenSigner
from domain.claims import Claims
from domain.signing_algorithm import SigningAlgorithm
from tests import builders
from tests.integration.http.answers import assert_oauth_error
from tests.integration.http.claims import claims_of
from tests.integration.http.harness import BreakableMemory, Provider
from tests.integration.http.program import Program

pytestmark = pytest.mark.anyio


class TokensThatBreakTheStore(SecretsTokenGenerator):
    def __init__(self, memory: BreakableMemory) -> None:
        self._memory = memory
        self.armed = False

    def token(self) -> str:
        self._memory.down = self._memory.down or self.armed
        return super().token()


async def test_a_store_lost_between_looking_and_using_does_not_use_the_token_up(
    offline: Provider, program: Program
) -> None:
    """F-01: and no token leaves."""
    tokens = TokensThatBreakTheStore(offline.memory)
    offline.container.adapters.tokens.override(providers.Object(tokens))
    held = await program.begin()
    tokens.armed = True
    refused = await program.refresh(held.refresh_token)
    assert_oauth_error(refused, 503, "temporarily_unavailable")
    tokens.armed = offline.memory.down = False

    assert (await program.refresh(held.refresh_token)).status_code == 200


class FaultySigner(TokenSigner):
    def __init__(self, behind: TokenSigner) -> None:
        self._behind = behind
        self.armed = False

    async def sign(self, claims: Claims, *, token_type: str, algorithm: SigningAlgorithm) -> str:
        if self.armed:
            raise RuntimeError("canary")
        return await self._behind.sign(claims, token_type=token_type, algorithm=algorithm)


async def test_a_fault_of_the_signer_does_not_use_the_token_up(
    offline: Provider, program: Program
) -> None:
    """F-35: signed first, used last."""
    signer = FaultySigner(offline.container.adapters.signer())
    offline.container.adapters.signer.override(providers.Object(signer))
    held = await program.begin()
    before = offline.memory.everything()
    signer.armed = True
    assert_oauth_error(await program.refresh(held.refresh_token), 500, "server_error")
    signer.armed = False

    assert offline.memory.everything() == before
    new = await program.refreshed(held.refresh_token)
    assert claims_of(new.access_token)["sub"] == builders.DISCORD_ID
