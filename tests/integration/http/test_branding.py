"""Name, logos, colour and help of the operator; and that a logo is a picture and nothing else."""

import json
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from tests import builders
from tests.integration.http.browser import Browser
from tests.integration.http.every_page import dressed_up
from tests.integration.http.harness import CLIENT_ID, CLIENTS, OTHER, provider_of, settings_for
from tests.integration.http.page import Page
from tests.integration.http.well_formed import Markup, assert_well_formed
from tests.unit.entrypoints.pictures import KINDS, PNG, SCRIPTED_SVG

pytestmark = pytest.mark.anyio

BRAND_LOGO = "/brand/logo"
LOGO_OF_CLIENT = f"/logos/{sha256(CLIENT_ID.encode()).hexdigest()}"


@pytest.fixture
def branded(key_file: str, tmp_path: Path) -> Browser:
    """Give a browser at a provider with all the branding there is."""
    return Browser(dressed_up(key_file, tmp_path))


def assert_served(response: httpx.Response, media_type: str, content: bytes) -> None:
    assert response.status_code == 200
    assert response.content == content
    assert response.headers["content-type"] == media_type
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "public, max-age=3600"
    assert response.headers["x-frame-options"] == "DENY"
    assert "set-cookie" not in response.headers
    policy = set(response.headers["content-security-policy"].split("; "))
    assert {"default-src 'none'", "style-src 'unsafe-inline'", "sandbox"} <= policy
    assert not [part for part in policy if "script" in part]


@pytest.mark.parametrize(("media_type", "content"), KINDS.items(), ids=KINDS.keys())
async def test_a_logo_is_served_as_what_it_is(
    key_file: str, tmp_path: Path, media_type: str, content: bytes
) -> None:
    """N-X-03: whatever the file is called."""
    logo = tmp_path / "logo.html"
    logo.write_bytes(content)
    browser = Browser(provider_of(settings_for(key_file, BRAND_LOGO_FILE=str(logo))))
    logo.unlink()

    assert_served(await browser.http.get(BRAND_LOGO), media_type, content)
    head = await browser.http.head(BRAND_LOGO)
    assert (head.status_code, head.headers["content-type"]) == (200, media_type)


async def test_an_svg_with_a_script_is_served_so_that_it_cannot_run(branded: Browser) -> None:
    """N-X-03."""
    assert_served(await branded.http.get(BRAND_LOGO), "image/svg+xml", SCRIPTED_SVG)


async def test_a_client_has_its_logo_where_nothing_tells_its_id(branded: Browser) -> None:
    """N-X-03."""
    page = Markup((await branded.page_for(prompt="login")).text)
    assert page.sources == [BRAND_LOGO, BRAND_LOGO, LOGO_OF_CLIENT]
    assert_served(await branded.http.get(LOGO_OF_CLIENT), "image/png", PNG)

    other = Markup((await branded.page_for(prompt="login", **OTHER)).text)
    assert other.sources == [BRAND_LOGO, BRAND_LOGO]


@pytest.mark.parametrize(
    "path",
    [
        "/logos", "/logos/", f"/logos/{CLIENT_ID}", f"{LOGO_OF_CLIENT}.png", "/logos/..%2Fbrand",
        f"/logos/{'0' * 64}", f"/logos/{'x' * 8000}", "/brand", "/brand/", "/brand/logo.svg",
    ],
)  # fmt: skip
async def test_there_is_no_other_picture(branded: Browser, path: str) -> None:
    """N-X-03."""
    response = await branded.http.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"


async def test_without_logos_there_is_none_and_no_page_may_load_one(browser: Browser) -> None:
    """N-X-03."""
    page = await browser.page_for(prompt="login")

    assert (await browser.http.get(BRAND_LOGO)).status_code == 404
    assert (await browser.http.get(LOGO_OF_CLIENT)).status_code == 404
    assert "img" not in Page(page).elements
    assert "img-src" not in page.headers["content-security-policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_a_logo_can_only_be_read(branded: Browser, method: str) -> None:
    assert (await branded.http.request(method, BRAND_LOGO)).status_code == 405


async def test_a_client_logo_alone_is_enough_for_its_page(key_file: str, tmp_path: Path) -> None:
    """N-X-03: images are allowed where there is one, and nowhere else."""
    (tmp_path / "logo").write_bytes(PNG)
    clients = {**CLIENTS, CLIENT_ID: {**CLIENTS[CLIENT_ID], "logo_file": str(tmp_path / "logo")}}
    browser = Browser(provider_of(settings_for(key_file, OAUTH_CLIENTS=json.dumps(clients))))

    assert assert_well_formed(await browser.page_for(prompt="login"), "en").sources
    assert not assert_well_formed(await browser.authorize(client_id="nobody"), "en").sources


async def test_name_and_help_stand_on_pages_of_every_kind(branded: Browser) -> None:
    """N-X-03."""
    error = await branded.authorize(client_id="nobody")
    branded.provider.upstream.answer = builders.an_identity(membership=None)
    outsider = await branded.sign_in()

    for page in (error, outsider):
        assert "</title><b>Club & Söhne</b>" in Page(page).text
        assert Page(page).links["Get help"] == "https://club.example/help?a=1&b='2'"


async def test_the_accent_is_the_operators_where_it_can_be_read(branded: Browser) -> None:
    """N-X-03: yellow, which nobody could read on white."""
    light, dark = (await branded.page_for(prompt="login")).text.split("prefers-color-scheme", 1)

    assert "--accent:#ffdd00" in dark
    assert "--accent:#" in light
    assert "--accent:#ffdd00" not in light
