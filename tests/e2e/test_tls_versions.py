"""Which versions and ciphers of TLS are spoken (BCP 195)."""

import socket
from ssl import (
    PROTOCOL_TLS_SERVER,
    MemoryBIO,
    SSLContext,
    SSLError,
    SSLObject,
    SSLSocket,
    SSLWantReadError,
    TLSVersion,
)

import pytest

from tests.e2e.certificates import Pair, self_signed
from tests.e2e.discord_server import HOST
from tests.e2e.http import trusting
from tests.e2e.provider import Provider

ANY = "ALL:@SECLEVEL=0"
# Outdated, without forward secrecy, or not of the one family that is chosen.
REFUSED = {
    "TLS 1.0": (TLSVersion.TLSv1, ANY),
    "TLS 1.1": (TLSVersion.TLSv1_1, ANY),
    "ChaCha20": (TLSVersion.TLSv1_2, "ECDHE+CHACHA20"),
    "CBC": (TLSVersion.TLSv1_2, "ECDHE+AES:!AESGCM"),
    "no forward secrecy": (TLSVersion.TLSv1_2, "kRSA+AESGCM"),
    "neither": (TLSVersion.TLSv1_2, "kRSA+AES:!AESGCM"),
}
refused = pytest.mark.parametrize(("version", "ciphers"), REFUSED.values(), ids=REFUSED.keys())


def restricted(context: SSLContext, version: TLSVersion, ciphers: str) -> SSLContext:
    """Let this side speak this version and these ciphers only."""
    context.minimum_version = context.maximum_version = version
    context.set_ciphers(ciphers)
    return context


def handshake(provider: Provider, context: SSLContext) -> SSLSocket:
    """Connect; both sides have agreed then."""
    plain = socket.create_connection((HOST, provider.port), timeout=10)
    try:
        return context.wrap_socket(plain, server_hostname=HOST)
    except OSError:
        plain.close()
        raise


def test_of_all_versions_the_newest_is_preferred(secure: Provider) -> None:
    with handshake(secure, trusting(secure.cert_file)) as connection:
        assert connection.version() == "TLSv1.3"


def test_of_tls_1_2_only_forward_secret_aes_gcm_is_spoken(secure: Provider) -> None:
    context = restricted(trusting(secure.cert_file), TLSVersion.TLSv1_2, "ALL")
    with handshake(secure, context) as connection:
        cipher = connection.cipher()
    assert cipher is not None
    name, version, _ = cipher
    assert version == "TLSv1.2"
    assert name.startswith("ECDHE-")
    assert "-AES" in name
    assert "-GCM-" in name


@refused
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_anything_older_or_weaker_is_refused(
    secure: Provider, version: TLSVersion, ciphers: str
) -> None:
    context = restricted(trusting(secure.cert_file), version, ciphers)
    with pytest.raises((SSLError, ConnectionError)):
        handshake(secure, context)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return self_signed(tmp_path_factory.mktemp("tls"))


@refused
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_our_own_side_would_have_spoken_it(pair: Pair, version: TLSVersion, ciphers: str) -> None:
    easy = SSLContext(PROTOCOL_TLS_SERVER)
    easy.load_cert_chain(pair.cert_file, pair.key_file)
    to_server, to_client = MemoryBIO(), MemoryBIO()
    server = restricted(easy, version, ANY).wrap_bio(to_server, to_client, server_side=True)
    context = restricted(trusting(str(pair.cert_file)), version, ciphers)
    client = context.wrap_bio(to_client, to_server, server_hostname=HOST)
    assert any([advanced(client), advanced(server)] == [True, True] for _ in range(5))


def advanced(side: SSLObject) -> bool:
    """Go on with a handshake; tell whether it is through."""
    try:
        side.do_handshake()
    except SSLWantReadError:
        return False
    return True
