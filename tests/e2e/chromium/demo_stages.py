"""Every page a person may see of the demo, and how to come to it."""

from demo.discord.members import CAPTAIN
from tests.e2e.chromium.person import CANCEL_AT_DISCORD, Person, account
from tests.e2e.chromium.world import Stage, World


async def dashboard(person: Person, world: World) -> None:
    await person.open(world.demo.dashboard_url)


async def dashboard_signed_in(person: Person, world: World) -> None:
    await simulated_discord(person, world)
    await person.press(account(CAPTAIN))
    await person.at(f"{world.demo.dashboard_url}/")


async def dashboard_error(person: Person, world: World) -> None:
    await simulated_discord(person, world)
    await person.press(CANCEL_AT_DISCORD)
    await person.at(f"{world.demo.dashboard_url}/callback")


async def simulated_discord(person: Person, world: World) -> None:
    await dashboard(person, world)
    await person.press('a[href="/login"]')
    await person.at(f"{world.demo.simulator_url}/oauth2/authorize")


async def simulated_discord_error(person: Person, world: World) -> None:
    await person.open(f"{world.demo.simulator_url}/oauth2/authorize?client_id=nobody")


DEMO: dict[str, Stage] = {
    "demo-dashboard": dashboard,
    "demo-dashboard-signed-in": dashboard_signed_in,
    "demo-dashboard-error": dashboard_error,
    "demo-discord": simulated_discord,
    "demo-discord-error": simulated_discord_error,
}
