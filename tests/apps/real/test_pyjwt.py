"""``docs/apps/pyjwt.md``, run; the application that calls it sends its requests by hand."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Any
from urllib.parse import quote

import httpx
import jwt
import pytest

from demo.discord.members import CAPTAIN, NEWCOMER
from demo.discord.simulator import Simulator
from tests.apps.exact.wire import Wire
from tests.apps.people import ALL_GROUPS, MEMBER, NOBODY, SOON
from tests.apps.person import Person
from tests.apps.programs import PYTHON, running
from tests.apps.real.forged import altered
from tests.apps.set_up import SetUp, StartSetUp, secret_of
from tests.e2e.discord_server import HOST, DiscordServer
from tests.e2e.waiting import wait_until
from tests.redis_process import free_port

API, APPLICATION = "https://api.example.org", "https://bookings.example.org"
REDIRECT = f"{APPLICATION}/callback"
VERIFIER = "v" * 43
CHALLENGE = "7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM"


@dataclass(frozen=True, kw_only=True)
class Api:
    """The running API."""

    url: str
    set_up: SetUp

    def ask(self, method: str, path: str, token: str) -> httpx.Response:
        """Call it with a token."""
        headers = {"authorization": f"Bearer {token}"}
        return httpx.request(method, self.url + path, headers=headers, trust_env=False)

    def groups(self, token: str) -> list[str]:
        """Give the groups it knows somebody by, when it asks nobody."""
        return list(self.ask("GET", "/bookings", token).raise_for_status().json()["groups"])

    def hands_out(self, token: str) -> int:
        """Give the status where it asks Guildpass."""
        return self.ask("POST", "/keys", token).status_code

    def refuses(self, token: str) -> bool:
        """Tell whether it takes a token for none of its own, and says so by the book."""
        answer = self.ask("GET", "/bookings", token)
        said = answer.headers.get("www-authenticate")
        return (answer.status_code, said) == (401, 'Bearer error="invalid_token"')


class Bookings:
    """The application: with a secret, by Basic."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        pair = f"bookings:{secret_of('BOOKINGS_SECRET')}"
        self._headers = {"authorization": f"Basic {b64encode(pair.encode()).decode()}"}

    def sign_in(self) -> dict[str, Any]:
        """Send somebody round, and give the tokens."""
        query = (
            f"response_type=code&client_id=bookings&redirect_uri={quote(REDIRECT, safe='')}"
            f"&scope=openid+groups+offline_access&state=a&code_challenge_method=S256"
            f"&code_challenge={CHALLENGE}"
        )
        code = self._wire.authorize(query)["code"]
        return self._tokens(
            f"grant_type=authorization_code&code={code}&code_verifier={VERIFIER}"
            f"&redirect_uri={quote(REDIRECT, safe='')}"
        )

    def refresh(self, tokens: dict[str, Any]) -> dict[str, Any]:
        """Give new tokens."""
        return self._tokens(f"grant_type=refresh_token&refresh_token={tokens['refresh_token']}")

    def revoke(self, tokens: dict[str, Any]) -> None:
        """End them all, as at a sign-out."""
        body = f"token={tokens['refresh_token']}&token_type_hint=refresh_token"
        self._wire.post("/oauth/revoke", body, self._headers).raise_for_status()

    def _tokens(self, body: str) -> dict[str, Any]:
        return dict(self._wire.token(body, self._headers).json())


@contextmanager
def running_api(set_up_from: StartSetUp, directory: Path) -> Iterator[Api]:
    """Run an API, with a Guildpass of its own."""
    port = free_port()
    url = f"http://{HOST}:{port}"
    made = set_up_from("pyjwt", {API: url})
    (directory / "api.py").write_text(made.file("api.py"))
    command = [PYTHON, "-m", "flask", "--app", "api", "run", "--port", str(port)]
    with running(command, directory, port):
        yield Api(url=url, set_up=made)


@pytest.fixture(scope="module")
def api(set_up_from: StartSetUp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Give the API most tests call."""
    with running_api(set_up_from, tmp_path_factory.mktemp("pyjwt")) as made:
        yield made


@pytest.fixture
def person(discord: DiscordServer) -> Iterator[Person]:
    """Give the captain, whose browser stays away from the application."""
    with Person(discord.url, ends_at=(APPLICATION,)) as captain:
        yield captain


@pytest.fixture
def bookings(api: Api, person: Person) -> Iterator[Bookings]:
    """Give the application that calls the API."""
    with closing(Wire(api.set_up.issuer, person)) as wire:
        yield Bookings(wire)


def test_the_api_knows_somebody_and_their_groups(api: Api, bookings: Bookings) -> None:
    token = bookings.sign_in()["access_token"]
    seen = {"sub": CAPTAIN.id, "groups": ALL_GROUPS}
    assert api.ask("GET", "/bookings", token).json() == seen
    assert api.ask("POST", "/keys", token).json() == seen


def test_a_refreshed_token_has_the_groups_of_that_moment(
    api: Api, bookings: Bookings, guild: Simulator
) -> None:
    tokens = bookings.sign_in()
    guild.set_member(MEMBER)
    refreshed = bookings.refresh(tokens)
    assert api.groups(refreshed["access_token"]) == ["members"]
    assert api.hands_out(refreshed["access_token"]) == 403


def test_asking_sees_a_lost_role_that_a_token_does_not(
    api: Api, bookings: Bookings, guild: Simulator
) -> None:
    token = bookings.sign_in()["access_token"]
    guild.set_member(MEMBER)
    wait_until(lambda: api.hands_out(token) == 403, "the role is missed", within=SOON)
    assert api.groups(token) == ALL_GROUPS


def test_asking_sees_that_the_gate_has_closed(
    api: Api, bookings: Bookings, guild: Simulator
) -> None:
    tokens = bookings.sign_in()
    guild.set_member(NOBODY)
    wait_until(lambda: api.hands_out(tokens["access_token"]) == 401, "out", within=SOON)
    assert bookings.refresh(tokens)["error"] == "invalid_grant"


def test_asking_sees_a_revocation(api: Api, bookings: Bookings) -> None:
    tokens = bookings.sign_in()
    bookings.revoke(tokens)
    assert api.hands_out(tokens["access_token"]) == 401
    assert api.groups(tokens["access_token"]) == ALL_GROUPS


def test_who_does_not_pass_the_gate_gets_no_token(api: Api, discord: DiscordServer) -> None:
    with Person(discord.url, NEWCOMER, ends_at=(APPLICATION,)) as newcomer:
        page = newcomer.open(
            f"{api.set_up.issuer}/oauth/authorize?response_type=code&client_id=bookings"
            f"&scope=openid&redirect_uri={quote(REDIRECT, safe='')}"
        )
    assert "Members" in page.text
    assert not any(url.startswith(APPLICATION) for url in newcomer.visited)


def test_a_caller_without_a_token_is_asked_for_one(api: Api) -> None:
    answer = httpx.get(f"{api.url}/bookings", trust_env=False)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_an_id_token_is_refused(api: Api, bookings: Bookings) -> None:
    assert api.refuses(bookings.sign_in()["id_token"])


def test_a_token_that_is_not_right_in_one_thing_is_refused(
    api: Api, bookings: Bookings, key_file: Path
) -> None:
    token = bookings.sign_in()["access_token"]
    assert api.groups(altered(token, key_file, jti="another")) == ALL_GROUPS
    assert api.refuses(altered(token, key_file, iss="https://id.example.com"))
    assert api.refuses(altered(token, key_file, aud="yourclub-services"))
    assert api.refuses(altered(token, key_file, aud="bookings"))
    assert api.refuses(altered(token, key_file, exp=int(time()) - 1))
    assert api.refuses(altered(token, key_file, {"typ": "JWT"}))
    assert api.refuses(altered(token, key_file, {"kid": "another"}))


def test_a_token_that_names_its_own_algorithm_is_refused(api: Api, bookings: Bookings) -> None:
    token = bookings.sign_in()["access_token"]
    kid = jwt.get_unverified_header(token)["kid"]
    claims = jwt.decode(token, options={"verify_signature": False})
    headers = {"typ": "at+jwt", "kid": kid}
    assert api.refuses(jwt.encode(claims, "", algorithm="none", headers=headers))
    assert api.refuses(jwt.encode(claims, "x" * 32, algorithm="HS256", headers=headers))


def test_the_api_goes_on_with_the_keys_it_has_while_guildpass_is_away(
    set_up_from: StartSetUp, tmp_path: Path, person: Person
) -> None:
    with running_api(set_up_from, tmp_path) as api:
        with closing(Wire(api.set_up.issuer, person)) as wire:
            token = Bookings(wire).sign_in()["access_token"]
        assert api.groups(token) == ALL_GROUPS
        api.set_up.provider.end()
        assert api.groups(token) == ALL_GROUPS
        assert api.hands_out(token) == 503
