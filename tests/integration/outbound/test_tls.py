"""TLS is for the name that was registered, not for the address that is called (C-34)."""

from pathlib import Path

import pytest

from adapters.outbound.client import trusted
from adapters.outbound.faults import OutboundFault
from tests.conformance.certificates import TlsFiles, make_tls_files
from tests.integration.outbound.application import running
from tests.integration.outbound.harness import NAME, Names, a_client

pytestmark = pytest.mark.anyio

FORM = {"logout_token": "token"}
NO_TLS = "no TLS: the certificate is not trusted or not of this host"


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> TlsFiles:
    return make_tls_files(tmp_path_factory.mktemp("tls"), [NAME])


async def test_name_certificate_and_host_header_are_those_of_the_registered_name(
    tls: TlsFiles,
) -> None:
    trust = trusted(str(tls.authority))
    async with running(tls) as application, a_client(trust=trust) as client:
        address = f"https://{NAME}:{application.port}/logout"
        assert (await client.post_form(address, FORM)).status == 200
        assert application.names == [NAME]
        (request,) = application.requests
    assert request.line == "POST /logout HTTP/1.1"
    assert request.headers["host"] == f"{NAME}:{application.port}"


async def test_a_certificate_of_another_name_is_refused(tls: TlsFiles) -> None:
    names = Names({"other.internal.example": [["127.0.0.1"]]})
    trust = trusted(str(tls.authority))
    allowed = ["other.internal.example"]
    async with (
        running(tls) as application,
        a_client(names, allowed=allowed, trust=trust) as client,
    ):
        with pytest.raises(OutboundFault, match=NO_TLS):
            await client.post_form(f"https://{allowed[0]}:{application.port}/", FORM)
        assert application.requests == []


async def test_a_certificate_of_the_address_does_not_stand_for_the_name(tmp_path: Path) -> None:
    tls = make_tls_files(tmp_path, ["127.0.0.1"])
    trust = trusted(str(tls.authority))
    async with running(tls) as application, a_client(trust=trust) as client:
        with pytest.raises(OutboundFault, match=NO_TLS):
            await client.post_form(f"https://{NAME}:{application.port}/", FORM)
        assert (await client.post_form(f"https://127.0.0.1:{application.port}/", FORM)).status
        assert len(application.requests) == 1


async def test_without_the_file_the_system_decides_which_does_not_know_it(tls: TlsFiles) -> None:
    async with running(tls) as application, a_client() as client:
        with pytest.raises(OutboundFault, match=NO_TLS):
            await client.post_form(f"https://{NAME}:{application.port}/", FORM)
        assert application.requests == []


async def test_the_file_stands_in_place_of_the_system(tls: TlsFiles, tmp_path: Path) -> None:
    other = make_tls_files(tmp_path, [NAME])
    trust = trusted(str(other.authority))
    assert len(trust.get_ca_certs()) == 1
    async with running(tls) as application, a_client(trust=trust) as client:
        with pytest.raises(OutboundFault, match=NO_TLS):
            await client.post_form(f"https://{NAME}:{application.port}/", FORM)


async def test_who_speaks_no_tls_gets_nothing(tls: TlsFiles) -> None:
    trust = trusted(str(tls.authority))
    async with running() as application, a_client(trust=trust) as client:
        with pytest.raises(OutboundFault):
            await client.post_form(f"https://{NAME}:{application.port}/", FORM)
        assert application.requests == []
