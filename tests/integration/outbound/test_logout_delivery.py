"""Logout tokens reach applications: what is sent, what is repeated, what is told."""

import pytest

from adapters.outbound.logout_delivery import Limits
from adapters.system.jitter import jitter
from tests.integration.outbound.application import Answer, flood, hang, reset, running, status
from tests.integration.outbound.deliveries import CLIENT, TOKEN, Deliveries, deliveries

pytestmark = pytest.mark.anyio


async def test_the_token_is_the_one_field_of_the_form() -> None:
    async with running() as application, deliveries() as world:
        world.send(application)
        await world.delivery.drain()
        (request,) = application.requests
    assert request.line.startswith("POST /logout?tenant=")
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.form == [("logout_token", TOKEN)]
    assert world.lines == [
        {"event": "logout_delivered", "log_level": "info", "client_id": CLIENT, "attempts": 1}
    ]


@pytest.mark.parametrize("code", [200, 201, 202, 204])
async def test_any_2xx_is_success(code: int) -> None:
    async with running() as application, deliveries() as world:
        application.then = status(code)
        world.send(application)
        await world.delivery.drain()
    assert world.told() == [("logout_delivered", CLIENT, 1)]


async def test_the_body_of_an_answer_does_not_matter() -> None:
    async with running() as application, deliveries() as world:
        application.answers.append(flood)
        world.send(application)
        await world.delivery.drain()
    assert world.told() == [("logout_delivered", CLIENT, 1)]


async def test_400_is_the_applications_own_refusal_and_is_not_repeated() -> None:
    async with running() as application, deliveries() as world:
        application.answers.append(status(400))
        world.send(application)
        await world.delivery.drain()
        assert len(application.requests) == 1
    (line,) = world.lines
    assert line == {
        "event": "logout_not_delivered",
        "log_level": "warning",
        "client_id": CLIENT,
        "attempts": 1,
        "status": 400,
        "reason": "the application did not take the token",
    }


@pytest.mark.parametrize(
    "answer",
    [status(500), status(503), status(429), status(404), status(302, "Location: /"), reset],
    ids=["500", "503", "429", "404", "302", "reset"],
)
@pytest.mark.parametrize("times", [1, 2])
async def test_what_may_pass_is_tried_again(answer: Answer, times: int) -> None:
    async with running() as application, deliveries() as world:
        application.answers.extend([answer] * times)
        world.send(application)
        await world.delivery.drain()
        assert [request.form for request in application.requests] == [[("logout_token", TOKEN)]] * (
            times + 1
        )
    assert world.told() == [("logout_delivered", CLIENT, times + 1)]
    assert world.waits == [1.0, 4.0][:times]


async def test_after_three_attempts_it_is_given_up() -> None:
    async with running() as application, deliveries() as world:
        application.then = status(503)
        world.send(application)
        await world.delivery.drain()
        assert len(application.requests) == 3
    (line,) = world.lines
    assert (line["event"], line["attempts"], line["status"]) == ("logout_not_delivered", 3, 503)


async def test_so_is_an_application_that_hangs() -> None:
    async with running() as application, deliveries(deadline=0.1) as world:
        application.then = hang
        world.send(application)
        await world.delivery.drain()
    assert world.told() == [("logout_not_delivered", CLIENT, 3)]
    assert world.lines[0]["reason"] == "no answer in time"


async def test_so_is_one_that_is_not_there() -> None:
    async with running() as gone:
        pass
    async with deliveries() as world:
        world.send(gone)
        await world.delivery.drain()
    assert world.told() == [("logout_not_delivered", CLIENT, 3)]
    assert world.lines[0]["reason"] == "no connection"


@pytest.mark.parametrize(("share", "waits"), [(0.0, [0.5, 2.0]), (0.999, [1.499, 5.996])])
async def test_waits_differ_so_that_not_all_come_again_at_once(
    share: float, waits: list[float]
) -> None:
    async with running() as application, deliveries(jitter=share) as world:
        application.then = status(503)
        world.send(application)
        await world.delivery.drain()
    assert world.waits == pytest.approx(waits)


def test_the_systems_jitter_is_a_share() -> None:
    shares = {jitter() for _ in range(100)}
    assert len(shares) > 1
    assert all(0 <= share < 1 for share in shares)


def test_three_attempts_and_their_waits_fit_into_the_life_of_a_token() -> None:
    limits = Limits()
    assert 3 * 5 + 1.5 * sum(limits.waits) < limits.life < 120


@pytest.mark.parametrize(
    "address",
    ["https://10.0.0.5/logout", "http://wiki.example/logout", "https://169.254.169.254/latest"],
)
async def test_an_address_that_is_refused_is_not_tried_again(address: str) -> None:
    async with deliveries() as world:
        world.delivery.send(address, TOKEN, client_id=CLIENT)
        await world.delivery.drain()
    assert world.told() == [("logout_not_delivered", CLIENT, 1)]
    assert world.waits == []


async def _every_outcome(world: Deliveries) -> None:
    async with running() as application, running() as gone:
        application.answers.extend([status(204), status(400)])
        application.then = status(503)
        for _ in range(3):
            world.send(application)
        world.delivery.send("https://10.0.0.5/?canary-of-a-query", TOKEN, client_id=CLIENT)
        world.delivery.send("no address at all", TOKEN, client_id=CLIENT)
        world.delivery.send("https://[/canary-of-a-query", TOKEN, client_id=CLIENT)
        await world.delivery.drain()
        port = gone.port
    world.delivery.send(f"http://127.0.0.1:{port}/canary-of-a-query", TOKEN, client_id=CLIENT)
    await world.delivery.drain()


async def test_each_ends_in_one_line_which_tells_no_token_and_no_query() -> None:
    async with deliveries() as world:
        await _every_outcome(world)
    outcomes = [line for line in world.lines if line["event"] != "logout_delivery_failed"]
    assert len(outcomes) == 7
    assert {line["client_id"] for line in outcomes} == {CLIENT}
    assert "canary" not in repr(world.lines)
