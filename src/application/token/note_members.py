"""Use case: keep with a grant what Discord said about its person."""

from application.ports.grant_store import GrantStore, StoredGrant
from application.ports.token_generator import TokenGenerator
from domain.grant import Grant


class NoteMembers:
    """Keep it for the time the grant has left, so that not everybody asks Discord again."""

    def __init__(self, *, grants: GrantStore, tokens: TokenGenerator) -> None:
        self._grants = grants
        self._tokens = tokens

    async def __call__(self, grant_id: str, stored: StoredGrant, grant: Grant) -> bool:
        """Tell whether the grant was still as it was found, or raise ``StoreUnavailable``."""
        if grant is stored.grant:
            return True
        return await self._grants.replace(
            grant_id, stored, grant, revision=self._tokens.token(), keep_for=None
        )
