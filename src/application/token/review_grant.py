"""Use case: decide whether a grant may go on, by all that can have changed since it began."""

from dataclasses import dataclass

from application.judge_person import JudgePerson
from application.ports.rulebooks import Rulebooks
from application.sign_out.end_refused import EndRefused
from application.token.check_client import CheckClient
from application.token.read_membership import ReadMembership
from domain.claims import Portrait
from domain.client import Client
from domain.errors import InvalidGrant
from domain.grant import Grant


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedGrant:
    """A grant that may go on, and what may be told of its person, to the client it belongs to."""

    portrait: Portrait
    grant: Grant

    @property
    def client(self) -> Client:
        """The client it belongs to."""
        return self.portrait.client


class ReviewGrant:
    """Client, block list, membership, gate: the same for every grant type and every token."""

    def __init__(
        self,
        *,
        check_client: CheckClient,
        read_membership: ReadMembership,
        rulebooks: Rulebooks,
        judge_person: JudgePerson,
        end_refused: EndRefused,
    ) -> None:
        self._check_client = check_client
        self._read_membership = read_membership
        self._rulebooks = rulebooks
        self._judge_person = judge_person
        self._end_refused = end_refused

    async def __call__(
        self, grant_id: str | None, grant: Grant, *, look_again: bool = False
    ) -> ReviewedGrant:
        """Give the grant as it is now, or raise :class:`InvalidGrant`.

        What must not go on is ended. ``grant_id`` is None for a grant that is not stored yet;
        ``look_again``: ask Discord however fresh the data is.
        """
        client = await self._check_client(grant_id, grant)
        # A blocked person is not worth a call to Discord.
        if grant.subject not in self._rulebooks.current().access.blocked:
            grant = await self._read_membership(grant, look_again=look_again)
        judgement = await self._judge_person(client, grant.identity)
        refusal = judgement.refusal
        if refusal is not None:
            await self._end_refused(judgement, refusal, auth_time=grant.auth_time)
            raise InvalidGrant(reason=f"the person may not go on: {refusal}", sub=grant.subject)
        return ReviewedGrant(portrait=judgement.portrait, grant=grant)
