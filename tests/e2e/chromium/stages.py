"""Every page a person may see of the provider and of the demo, and how to come to it.

A page that is added is added here, and so is looked at by axe-core, measured at
320 px and photographed.
"""

from playwright.async_api import Route

from demo.discord.members import CAPTAIN, DRIVER, GUEST, OUTSIDER, SampleMember
from tests.e2e.browser import Browser
from tests.e2e.chromium.demo_stages import DEMO
from tests.e2e.chromium.person import Person, answer
from tests.e2e.chromium.world import (
    ARCHIVE,
    BLOCKED,
    FORUM,
    FORUM_CALLBACK,
    TIMER,
    TIMER_CALLBACK,
    TREASURY,
    WIKI,
    Stage,
    World,
    changed,
)

SIGN_OUT, SIGNED_OUT = "/auth/logout", "/auth/signed-out"
SIGN_IN, CONSENT, CALLBACK = "/auth/sign-in", "/auth/consent", "/auth/discord/callback"


async def sign_in(person: Person, world: World) -> None:
    await person.open(world.begin(WIKI, prompt="login").url)
    await person.at(world.at_provider(SIGN_IN))


async def sign_in_again(person: Person, world: World) -> None:
    await person.sign_in(world.begin(WIKI).url, CAPTAIN)
    await person.at(world.application.home)
    await sign_in(person, world)


async def consent(person: Person, world: World) -> None:
    url = world.begin(FORUM, scope="openid profile email roles groups offline_access").url
    await person.sign_in(changed(url, redirect_uri=FORUM_CALLBACK), CAPTAIN)
    await person.at(world.at_provider(CONSENT))


async def consent_on_this_device(person: Person, world: World) -> None:
    await person.sign_in(changed(world.begin(TIMER).url, redirect_uri=TIMER_CALLBACK), CAPTAIN)
    await person.at(world.at_provider(CONSENT))


async def not_a_member(person: Person, world: World) -> None:
    await person.sign_in(world.begin(WIKI).url, OUTSIDER)
    await person.at(world.at_provider(CALLBACK))


async def not_yet_a_member(person: Person, world: World) -> None:
    await person.open(await callback(person, world, GUEST))
    await person.at(world.at_provider(CALLBACK))


async def blocked(person: Person, world: World) -> None:
    await person.open(await callback(person, world, BLOCKED))
    await person.at(world.at_provider(CALLBACK))


async def not_open(person: Person, world: World) -> None:
    await person.open(await callback(person, world, DRIVER, TREASURY))
    await person.at(world.at_provider(CALLBACK))


async def form_post(person: Person, world: World) -> None:
    async def stay(route: Route) -> None:
        await route.fulfill(status=204)

    await person.context.route(world.application.callback, stay)
    async with person.page.expect_response(world.application.callback):
        await person.sign_in(world.begin(WIKI, response_mode="form_post").url, CAPTAIN)


async def unknown_application(person: Person, world: World) -> None:
    await person.open(changed(world.begin(WIKI).url, client_id="nobody"))


async def switched_off(person: Person, world: World) -> None:
    await person.open(changed(world.begin(WIKI).url, client_id=ARCHIVE))


async def wrong_address(person: Person, world: World) -> None:
    await person.open(changed(world.begin(WIKI).url, redirect_uri="https://evil.example/"))


async def ended(person: Person, world: World) -> None:
    url = await callback(person, world, CAPTAIN)
    await person.open(url)
    await person.at(world.application.home)
    await person.open(url)


async def begun_elsewhere(person: Person, world: World) -> None:
    async with Browser() as another:
        await person.open(await another.to_callback(world.begin(WIKI).url))


async def another_issuer(person: Person, world: World) -> None:
    url = await callback(person, world, CAPTAIN)
    await person.open(changed(url, iss="https://discord.example"))


async def damaged(person: Person, world: World) -> None:
    await person.open(f"{await callback(person, world, CAPTAIN)}&code=twice")


async def store_down(person: Person, world: World) -> None:
    url = await callback(person, world, CAPTAIN)
    await person.open(url.replace(world.provider.issuer, world.storeless.issuer))


async def callback(
    person: Person, world: World, member: SampleMember, client_id: str = WIKI
) -> str:
    """Agree at Discord as anybody, listed or not; give the way back, which is not yet taken."""
    await person.open(world.begin(client_id).url)
    asked = await person.at(f"{world.discord.url}/oauth2/authorize")
    return world.discord.simulator.approve(asked, member.id)


async def sign_out(person: Person, world: World) -> None:
    await world.sign_out_url(person)
    await person.open(world.sign_out_without_hint(client_id=WIKI))
    await person.at(world.at_provider(SIGN_OUT))


async def signed_out(person: Person, world: World) -> None:
    await person.open(await world.sign_out_url(person))
    await person.at(world.at_provider(SIGNED_OUT))


async def still_signed_in(person: Person, world: World) -> None:
    await sign_out(person, world)
    await person.press(answer("stay"))


async def untrusted_logout(person: Person, world: World) -> None:
    url = await world.sign_out_url(person, post_logout_redirect_uri="https://evil.example/")
    await person.open(url)


async def logout_expired(person: Person, world: World) -> None:
    await person.open(f"{world.at_provider(SIGN_OUT)}?logout={'x' * 43}")


ERRORS: dict[str, tuple[Stage, str]] = {
    "unknown-application": (unknown_application, "client_id is missing or not registered"),
    "switched-off": (switched_off, "the client is switched off: enabled is false"),
    "wrong-address": (wrong_address, "redirect_uri is not registered for this client"),
    "ended": (ended, "the state of this sign-in is unknown, expired or used"),
    "begun-elsewhere": (begun_elsewhere, "the browser sent no cookie of a sign-in"),
    "another-issuer": (
        another_issuer,
        "iss of the callback is not the origin of DISCORD_AUTHORIZE_URL",
    ),
    "damaged": (damaged, "repeated: ['code']"),
    "untrusted-logout": (
        untrusted_logout,
        "post_logout_redirect_uri is not registered for this client",
    ),
    "sign-out-ended": (
        logout_expired,
        "the address holds no sign-out of ours, or one that has expired",
    ),
    "store-down": (store_down, "the store does not answer"),
}
PAGES: dict[str, Stage] = {
    "sign-in": sign_in,
    "sign-in-again": sign_in_again,
    "consent": consent,
    "consent-on-this-device": consent_on_this_device,
    "not-a-member": not_a_member,
    "not-yet-a-member": not_yet_a_member,
    "blocked": blocked,
    "not-open": not_open,
    "form-post": form_post,
    "sign-out": sign_out,
    "signed-out": signed_out,
    "still-signed-in": still_signed_in,
    **{f"error-{name}": stage for name, (stage, _) in ERRORS.items()},
    **DEMO,
}
