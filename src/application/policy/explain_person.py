"""Use case: show what the policy makes of somebody, and why."""

from collections.abc import Set as AbstractSet

from application.policy.explanation import Explanation
from application.ports.clock import Clock
from application.ports.rulebooks import Rulebooks
from domain.claims import Claims, Portrait
from domain.client import Client
from domain.grant import Grant
from domain.identity import Identity
from domain.policy.claim_rules import Place
from domain.scope import OPENID, grantable
from domain.tokens import TokenProfile

# Of the token, or of the sign-in, and not of the person.
_OF_ONE_TOKEN = frozenset({"iat", "exp", "jti", "sid", "at_hash", "auth_time"})
_MADE_UP = "made-up"


class ExplainPerson:
    """Judge by what sign-ins are judged by, and make the claims of a grant that nobody has."""

    def __init__(self, *, rulebooks: Rulebooks, profile: TokenProfile, clock: Clock) -> None:
        self._rulebooks = rulebooks
        self._profile = profile
        self._clock = clock

    async def __call__(
        self, client: Client, identity: Identity, *, scope: AbstractSet[str] | None = None
    ) -> Explanation:
        """Give all of it; ``scope`` is what is asked for, else all that the client may have.

        Raises ``InvalidScope`` where nothing of it may be granted.
        """
        rulebook = self._rulebooks.current()
        wanted = client.allowed_scope if scope is None else scope
        granted = grantable(wanted, client.allowed_scope)
        portrait = rulebook.portrait(client, identity)
        return Explanation(
            portrait=portrait,
            refusal=rulebook.access.refusal(portrait.identity),
            verdict=rulebook.policy.verdict(portrait.standing, client.gate, self._clock.now()),
            scope=granted,
            claims=self._claims(portrait, granted),
        )

    def _claims(self, portrait: Portrait, scope: frozenset[str]) -> dict[Place, Claims]:
        now, profile = self._clock.now(), self._profile
        grant = Grant(
            client_id=portrait.client.client_id,
            scope=scope,
            auth_time=now,
            identity=portrait.identity,
            read_at=now,
            sid=_MADE_UP,
        )
        claims = {Place.ACCESS_TOKEN: profile.access_token(grant, portrait, jti=_MADE_UP, now=now)}
        if OPENID in scope:
            claims[Place.ID_TOKEN] = profile.id_token(
                grant, portrait, nonce=None, access_token=_MADE_UP, now=now
            )
            claims[Place.USERINFO] = profile.userinfo(grant, portrait)
        return {place: _lasting(claims[place]) for place in Place if place in claims}


def _lasting(claims: Claims) -> Claims:
    return {name: value for name, value in claims.items() if name not in _OF_ONE_TOKEN}
