"""Why a client is told nothing about a token that is good, and cannot end it."""

from domain.errors import InvalidToken
from domain.grant import Grant


class ForeignToken(InvalidToken):
    """It is another client's: whoever comes with it learns no more than of one that is no token.

    ``kind`` is ``access_token`` or ``refresh_token``.
    """

    def __init__(self, grant: Grant, *, kind: str) -> None:
        super().__init__(reason="the token is another client's")
        self.subject = grant.subject
        self.of_client = grant.client_id
        self.kind = kind
