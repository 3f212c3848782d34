"""HTTP clients of the tests: quick to make, deaf to the environment, for plain http only."""

from ssl import PROTOCOL_TLS_CLIENT, SSLContext

import httpx

PATIENCE = 15.0
# Trusts nobody. Without it every client reads the certificates of every authority there is.
NO_AUTHORITIES = SSLContext(PROTOCOL_TLS_CLIENT)


def http_client(base_url: str = "") -> httpx.AsyncClient:
    """Give a client that follows nothing by itself."""
    return httpx.AsyncClient(
        base_url=base_url, trust_env=False, timeout=PATIENCE, verify=NO_AUTHORITIES
    )
