"""Logout tokens by HTTP: in parallel, with retries, and never more than was allowed for."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from adapters.outbound.client import OutboundClient
from adapters.outbound.faults import AddressRefused, OutboundFault
from application.ports.logout_delivery import LogoutDelivery

_REFUSED = 400
# Of a task that was told to stop, for closing its connection.
_AFTERMATH = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long and how much: times in seconds, ``waits`` between one attempt and the next."""

    waits: tuple[float, ...] = (1.0, 4.0)
    # A logout token lives for two minutes.
    life: float = 110.0
    drain: float = 10.0
    under_way: int = 1_000
    # So that what piles up for one application is refused, and never for the others.
    under_way_of_one: int = 100
    connections: int = 100
    # So that one application that does not answer leaves room for the others.
    connections_of_one: int = 10


_LIMITS = Limits()


@dataclass(slots=True, kw_only=True)
class _Delivery:
    """One token on its way to one application, and how it stands with it."""

    address: str = field(repr=False)
    token: str = field(repr=False)
    client_id: str
    attempts: int = 0
    # Constant texts, for the log.
    reason: str = "no attempt was made"
    status: int | None = None


class HttpLogoutDelivery(LogoutDelivery):
    """Posts each token as the one field of a form; one log line tells how it ended.

    200 and 204 are what an application should answer, 400 its own refusal, which stays as it is
    (OpenID Connect Back-Channel Logout section 2.8). ``jitter`` gives numbers from 0 up to 1.
    """

    def __init__(
        self,
        *,
        http: OutboundClient,
        jitter: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        limits: Limits = _LIMITS,
    ) -> None:
        self._http = http
        self._jitter = jitter
        self._sleep = sleep
        self._limits = limits
        # The loop alone would let a task be collected that nobody holds.
        self._tasks = dict[asyncio.Task[None], str]()
        self._connections = asyncio.Semaphore(limits.connections)
        self._lanes = defaultdict[str, asyncio.Semaphore](
            lambda: asyncio.Semaphore(limits.connections_of_one)
        )
        self._log = structlog.get_logger("guildpass.logout")

    def send(self, backchannel_logout_uri: str, logout_token: str, *, client_id: str) -> None:
        """Begin a delivery, in a task of its own; must be called in a running loop."""
        if self._is_full_for(client_id):
            self._log.error(
                "logout_not_delivered",
                client_id=client_id,
                attempts=0,
                reason="too many deliveries are under way",
            )
            return
        delivery = _Delivery(
            address=backchannel_logout_uri, token=logout_token, client_id=client_id
        )
        task = asyncio.get_running_loop().create_task(self._deliver(delivery))
        self._tasks[task] = client_id
        task.add_done_callback(self._tasks.pop)

    def _is_full_for(self, client_id: str) -> bool:
        of_one = sum(other == client_id for other in self._tasks.values())
        return len(self._tasks) >= self._limits.under_way or of_one >= (
            self._limits.under_way_of_one
        )

    async def drain(self) -> None:
        """Wait for ten seconds at most, then give up the rest, and say so."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=self._limits.drain)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=_AFTERMATH)

    async def _deliver(self, delivery: _Delivery) -> None:
        delivered = False
        try:
            async with asyncio.timeout(self._limits.life):
                delivered = await self._attempts(delivery)
        except TimeoutError:
            delivery.reason = "the token would have expired"
        except asyncio.CancelledError:
            delivery.reason = "given up at the shutdown"
            raise
        except Exception:  # noqa: BLE001 -- nobody awaits this task: the log is who is told
            delivery.reason = "a fault of Guildpass"
            self._log.error("logout_delivery_failed", exc_info=True)
        finally:
            self._tell(delivery, delivered=delivered)

    def _tell(self, delivery: _Delivery, *, delivered: bool) -> None:
        told: dict[str, object] = {
            "client_id": delivery.client_id,
            "attempts": delivery.attempts,
        }
        if delivered:
            self._log.info("logout_delivered", **told)
            return
        if delivery.status is not None:
            told["status"] = delivery.status
        self._log.warning("logout_not_delivered", **told, reason=delivery.reason)

    async def _attempts(self, delivery: _Delivery) -> bool:
        """Tell whether the application took the token."""
        for wait in self._limits.waits:
            taken = await self._attempt(delivery)
            if taken is not None:
                return taken
            # Half to one and a half of the wait, so that not all come again at once.
            await self._sleep(wait * (0.5 + self._jitter()))
        return bool(await self._attempt(delivery))

    async def _attempt(self, delivery: _Delivery) -> bool | None:
        """Tell whether the application took the token; None if it may yet."""
        async with self._lanes[delivery.client_id], self._connections:
            return await self._post(delivery)

    async def _post(self, delivery: _Delivery) -> bool | None:
        delivery.attempts += 1
        delivery.status = None
        try:
            answer = await self._http.post_form(
                delivery.address, {"logout_token": delivery.token}, longest=0
            )
        except OutboundFault as fault:
            delivery.reason = str(fault)
            return False if isinstance(fault, AddressRefused) else None
        delivery.status = answer.status
        if answer.status // 100 == 2:  # noqa: PLR2004 -- 2xx
            return True
        delivery.reason = "the application did not take the token"
        return False if answer.status == _REFUSED else None
