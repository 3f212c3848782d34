"""HTTP clients of the tests: quick to make, deaf to the environment, trusting one provider."""

from ssl import PROTOCOL_TLS_CLIENT, SSLContext

import httpx

PATIENCE = 15.0
# Trusts nobody. Without it every client reads the certificates of every authority there is.
NO_AUTHORITIES = SSLContext(PROTOCOL_TLS_CLIENT)


def trusting(cert_file: str | None) -> SSLContext:
    """Trust this certificate and no other; without one, nobody."""
    if cert_file is None:
        return NO_AUTHORITIES
    context = SSLContext(PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cert_file)
    return context


def http_client(base_url: str = "", *, trust: SSLContext = NO_AUTHORITIES) -> httpx.AsyncClient:
    """Give a client that follows nothing by itself."""
    return httpx.AsyncClient(base_url=base_url, trust_env=False, timeout=PATIENCE, verify=trust)
