"""What the settings choose is what is built, and closing it leaves nothing undone."""

from pathlib import Path

import pytest

from application.doctor.diagnose import Diagnose
from application.ports.guild_directory import GuildDirectory
from entrypoints.container import Doctor
from tests.architecture.containers import ROUTES, STORES, container_for
from tests.conformance.certificates import make_tls_files
from tests.integration.outbound.application import running

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("store", STORES)
async def test_all_stores_are_of_the_kind_that_was_chosen(key_file: Path, store: str) -> None:
    async with container_for(key_file, store, "bot") as container:
        adapters = container.adapters
        stores = [adapters.store, adapters.logins, adapters.auth_codes, adapters.grants]
        stores += [adapters.requests, adapters.interactions, adapters.sessions, adapters.consents]
        stores += [adapters.sign_ons, adapters.logouts]
        made = [provider() for provider in stores]
        assert {type(one).__module__.split(".")[2] for one in made} == {store}


@pytest.mark.parametrize(("route", "lookup"), [("bot", "BotMember"), ("user", "UserMember")])
async def test_the_member_route_is_the_one_that_was_chosen(
    key_file: Path, route: str, lookup: str
) -> None:
    async with container_for(key_file, "memory", route) as container:
        assert type(container.adapters.members()).__name__.startswith(lookup)


@pytest.mark.parametrize("route", ROUTES)
async def test_only_a_bot_can_read_a_membership_without_the_person(
    key_file: Path, route: str
) -> None:
    async with container_for(key_file, "memory", route) as container:
        guild_members = container.adapters.guild_members()
        assert guild_members is (container.adapters.members() if route == "bot" else None)
        directory = container.adapters.guild_directory()
        assert (GuildDirectory in type(directory).__mro__) is (route == "bot")


async def test_closing_lets_logout_tokens_arrive_first(key_file: Path) -> None:
    allowed = {"OUTBOUND_ALLOWED_HOSTS": '["127.0.0.1"]'}
    async with running() as application:
        async with container_for(key_file, "memory", "bot", **allowed) as container:
            address = f"http://127.0.0.1:{application.port}/logout"
            container.adapters.logout_delivery().send(address, "token", client_id="dashboard")
        assert [request.form for request in application.requests] == [[("logout_token", "token")]]


async def test_no_address_on_this_machine_is_called_unless_it_is_allowed(key_file: Path) -> None:
    async with running() as application:
        async with container_for(key_file, "memory", "bot") as container:
            for address in ("http://127.0.0.1", "https://127.0.0.1", "https://localhost"):
                container.adapters.logout_delivery().send(
                    f"{address}:{application.port}/", "token", client_id="dashboard"
                )
        assert application.connections == 0


async def test_what_is_trusted_is_read_at_the_start(key_file: Path, tmp_path: Path) -> None:
    tls = make_tls_files(tmp_path)
    changes = {
        "OUTBOUND_ALLOWED_HOSTS": '["127.0.0.1"]',
        "OUTBOUND_CA_FILE": str(tls.authority),
    }
    async with running(tls) as application:
        async with container_for(key_file, "memory", "bot", **changes) as container:
            tls.authority.unlink()
            address = f"https://127.0.0.1:{application.port}/logout"
            container.adapters.logout_delivery().send(address, "token", client_id="dashboard")
        assert len(application.requests) == 1


@pytest.mark.parametrize("route", ROUTES)
async def test_refresh_tokens_are_told_of_only_where_people_can_be_looked_at_again(
    key_file: Path, route: str
) -> None:
    async with container_for(key_file, "memory", route) as container:
        metadata = await container.describe_provider()()
        assert ("refresh_token" in str(metadata["grant_types_supported"])) is (route == "bot")


@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize("route", ROUTES)
async def test_a_doctor_can_be_made_for_every_set_up(
    key_file: Path, store: str, route: str
) -> None:
    async with container_for(key_file, store, route) as container:
        assert isinstance(Doctor(container, {}).diagnose, Diagnose)
