"""Use case: decide whether a grant may go on, by all that can have changed since it began."""

from dataclasses import dataclass

from application.sign_out.end_access import EndAccess
from application.token.check_client import CheckClient
from application.token.read_membership import ReadMembership
from domain.access_rules import AccessRules
from domain.client import Client
from domain.errors import InvalidGrant
from domain.grant import Grant


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedGrant:
    """A grant that may go on, with member data to answer with, and the client it belongs to."""

    client: Client
    grant: Grant


class ReviewGrant:
    """Client, block list, membership: the same for every grant type and for every token."""

    def __init__(
        self,
        *,
        check_client: CheckClient,
        read_membership: ReadMembership,
        end_access: EndAccess,
        rules: AccessRules,
    ) -> None:
        self._check_client = check_client
        self._read_membership = read_membership
        self._end_access = end_access
        self._rules = rules

    async def __call__(
        self, grant_id: str | None, grant: Grant, *, look_again: bool = False
    ) -> ReviewedGrant:
        """Give the grant as it is now, or raise :class:`InvalidGrant`.

        What must not go on is ended. ``grant_id`` is None for a grant that is not stored yet;
        ``look_again``: ask Discord however fresh the data is.
        """
        client = await self._check_client(grant_id, grant)
        # A blocked person is not worth a call to Discord.
        if grant.subject not in self._rules.blocked:
            grant = await self._read_membership(grant, look_again=look_again)
        refusal = self._rules.refusal(grant.identity)
        if refusal is not None:
            await self._end_access(grant.subject, reason=refusal)
            raise InvalidGrant(reason=f"the person may not go on: {refusal}", sub=grant.subject)
        return ReviewedGrant(client=client, grant=grant)
