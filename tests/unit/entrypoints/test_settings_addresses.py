"""Settings that are addresses: which are taken, and what is said of the others."""

import pytest

from tests.unit.entrypoints.settings_values import load, refusal

MARK = "vAlUe"
LOW = "marker"
MEND = {
    "origin": "must be an origin",
    "https": "must be https",
    "scheme": "starts with",
    "path": "must be a host and a path",
}


@pytest.mark.parametrize(
    "issuer",
    [
        "https://id.example.org",
        "https://id.example.org:8443",
        "https://id.example.org:80",
        "http://localhost:443",
        "https://xn--bcher-kva.example",
        "https://[2001:db8::1]:8443",
        "http://127.0.0.1:8000",
        "http://localhost",
        "http://[::1]:8000",
    ],
)
def test_an_issuer_is_an_origin_and_stays_as_written(issuer: str) -> None:
    assert load(ISSUER=issuer).issuer == issuer


@pytest.mark.parametrize(
    ("issuer", "mend"),
    [
        (f"https://{LOW}.example/", "origin"),
        (f"https://{LOW}.example/path", "origin"),
        (f"https://{LOW}.example?", "origin"),
        (f"https://{LOW}.example?a=b", "origin"),
        (f"https://{LOW}.example#", "origin"),
        (f"https://{LOW}.EXAMPLE", "origin"),
        (f"HTTPS://{LOW}.example", "origin"),
        (f"https://user@{LOW}.example", "origin"),
        (f"https://user:pass@{LOW}.example", "origin"),
        (f"https://{LOW}.example:", "origin"),
        (f"https://{LOW}.example:443", "origin"),
        (f"https://{LOW}.example:0443", "origin"),
        (f"https://{LOW}.example:08443", "origin"),
        (f"http://{LOW}.example:80", "origin"),
        ("http://localhost:80", "origin"),
        ("http://127.0.0.1:08000", "origin"),
        ("https://[2001:db8::1]:443", "origin"),
        ("https://:8443", "origin"),
        (f"https://{LOW} .example", "origin"),
        (f"https://{LOW}..example", "origin"),
        (f"https://{LOW}.example\\@evil.example", "origin"),
        (f"https://<{LOW}>", "origin"),
        (f"http://{LOW}.example", "https"),
        ("http://127.0.0.2", "https"),
        (f"http://localhost.{LOW}.example", "https"),
        ("http://0.0.0.0:8000", "https"),
        (f"{LOW}.example", "scheme"),
        (f"//{LOW}.example", "scheme"),
        (f"ftp://{LOW}.example", "scheme"),
        (f"https:{LOW}.example", "scheme"),
        ("https://", "scheme"),
        (f"https://{LOW}.example:99999", "scheme"),
        (f"https://{LOW}.example:0", "scheme"),
        (f"https://host:{LOW}", "scheme"),
        (f"https://[{LOW}]", "scheme"),
        (f"https://{LOW}-\u00fc.example", "scheme"),
    ],
)
def test_an_issuer_that_clients_could_not_compare_is_refused(issuer: str, mend: str) -> None:
    message = refusal("ISSUER", ISSUER=issuer)
    assert MEND[mend] in message
    assert LOW not in message


@pytest.mark.parametrize("name", ["DISCORD_API_URL", "DISCORD_AUTHORIZE_URL"])
@pytest.mark.parametrize(
    ("url", "mend"),
    [
        (f"https://{LOW}.example/api/", "path"),
        (f"https://{LOW}.example/api?", "path"),
        (f"https://{LOW}.example/api?a=b", "path"),
        (f"https://{LOW}.example/api#", "path"),
        (f"https://{LOW}.example/a b", "path"),
        (f"https://user:pass@{LOW}.example/api", "path"),
        ("https://:1/api", "path"),
        (f"http://{LOW}.example/api", "https"),
        (f"ws://{LOW}.example/api", "scheme"),
        (f"https://host:{LOW}/api", "scheme"),
    ],
)
def test_an_address_of_discord_has_a_host_and_a_path_only(name: str, url: str, mend: str) -> None:
    message = refusal(name, **{name: url})
    assert MEND[mend] in message
    assert LOW not in message


def test_a_stand_in_for_discord_may_be_plain_http_on_this_machine() -> None:
    url = "http://localhost:8001/api/v10"
    assert load(DISCORD_API_URL=url).discord_api_url == url


@pytest.mark.parametrize(
    "url",
    [
        "redis://127.0.0.1",
        "redis://redis:6379/",
        "redis://user:p%40ss@redis:6379/12",
        "redis://:p@ss@redis",
        "redis://[::1]:6379/0",
        "unix:///run/redis/redis.sock",
        "unix://user:pass@/run/redis/redis.sock?db=2",
        "redis://redis?db=15&username=u&password=p%25",
        "rediss://redis.example:6380/0?ssl_cert_reqs=required&ssl_check_hostname=true",
        "rediss://redis.example?ssl_cert_reqs=none&ssl_check_hostname=false",
    ],
)
def test_redis_is_reached_by_tcp_tls_or_a_socket(url: str) -> None:
    assert load(REDIS_URL=url).redis_url == url


@pytest.mark.parametrize(
    "url",
    [
        f"http://:{MARK}@redis",
        f"{MARK}@redis:6379",
        f"redis:{MARK}",
        "redis://",
        f"redis://:{MARK}@",
        f"redis://:{MARK}@redis:port",
        f"redis://:{MARK}@redis:0",
        f"redis://:{MARK}@redis:70000",
        f"redis://:{MARK}@redis/first",
        f"redis://:{MARK}@redis/0/1",
        f"redis://:{MARK}/x@redis",
        f"redis://:{MARK}#x@redis",
        f"redis://:{MARK}?x@redis",
        f"redis://redis?pass={MARK}",
        f"redis://redis?{MARK}=1",
        f"redis://redis?socket_timeout={MARK}",
        f"redis://redis?ssl_ca_certs={MARK}",
        f"redis://:{MARK}\u00fc@redis",
        "unix://",
        "unix:///",
        f"unix://{MARK}/redis.sock",
    ],
)
def test_a_redis_address_that_cannot_be_right_is_refused_without_its_password(url: str) -> None:
    message = refusal("REDIS_URL", REDIS_URL=url)
    assert MARK.lower() not in message.lower()
