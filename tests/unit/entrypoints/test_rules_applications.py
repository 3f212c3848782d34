"""The tables of ``docs/apps``: each application is told what it needs, where it looks."""

import re

import pytest

from domain.client import Client
from domain.grant_type import GrantType
from domain.identity import Identity
from domain.policy.claim_rules import Place
from domain.scope import grantable, parse_scope
from entrypoints.settings import Settings, load_settings
from tests.apps.pages import all_rules
from tests.builders import (
    DISCORD_ID,
    NOW,
    a_grant,
    a_membership,
    a_portrait,
    a_token_profile,
    an_identity,
)
from tests.unit.entrypoints.applications_table import PROFILE, ROWS
from tests.unit.entrypoints.rules_files import ENVIRONMENT

MEMBER, CAPTAIN = "1152921504606846976", "1152921504606846977"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Load the tables of every page, with the secrets they take from the environment."""
    file = tmp_path_factory.mktemp("rules") / "guildpass.toml"
    file.write_text(all_rules(), encoding="utf-8")
    names = re.findall(r'client_secret_env = "(\w+)"', all_rules())
    assert len(set(names)) == len(names), "no two applications share a secret"
    secrets = {name: f"secret-of-{name}" for name in names}
    bot = {"DISCORD_BOT_TOKEN": "a-bot-token"}
    return load_settings({**ENVIRONMENT, **bot, **secrets, "GUILDPASS_CONFIG": str(file)})


def scope_of(client: Client) -> frozenset[str]:
    """Give what it is granted of what it asks for."""
    asked = parse_scope(f"openid profile {ROWS[client.client_id].sends}")
    return grantable(asked, client.allowed_scope)


def told(settings: Settings, client: Client, place: Place, identity: Identity) -> dict[str, object]:
    """Give the claims of a sign-in."""
    grant = a_grant(scope=scope_of(client), identity=identity)
    portrait = a_portrait(identity, client, policy=settings.rulebook.policy)
    profile = a_token_profile()
    match place:
        case Place.ID_TOKEN:
            return profile.id_token(grant, portrait, nonce="n", access_token="t", now=NOW)
        case Place.USERINFO:
            return profile.userinfo(grant, portrait)
        case Place.ACCESS_TOKEN:
            return profile.access_token(grant, portrait, jti="j", now=NOW)


def captain(username: str = "nelly", *, role: str = CAPTAIN) -> Identity:
    return an_identity(username=username, membership=a_membership(roles=(role,)))


def test_each_application_is_there(settings: Settings) -> None:
    assert settings.rulebook.clients.keys() >= ROWS.keys()


@pytest.mark.parametrize("name", ROWS)
def test_it_reads_what_it_needs_where_it_looks(settings: Settings, name: str) -> None:
    row, client = ROWS[name], settings.rulebook.clients[name]
    for place in row.where:
        claims = told(settings, client, place, captain())
        wanted = row.reads | PROFILE
        read = {key: claims.get(key) for key in wanted}
        # Equal, and of the same type: 100 is no "100".
        assert {k: (v, type(v)) for k, v in read.items()} == {
            k: (v, type(v)) for k, v in wanted.items()
        }
        assert not row.never & claims.keys()


@pytest.mark.parametrize("name", ROWS)
def test_it_authenticates_as_it_does_and_is_refreshed_if_it_is(
    settings: Settings, name: str
) -> None:
    row, client = ROWS[name], settings.rulebook.clients[name]
    assert set(client.token_endpoint_auth_methods) == row.methods
    assert client.gets_refresh_token(scope_of(client)) is row.refresh
    assert (GrantType.REFRESH_TOKEN in client.grant_types) is row.refresh
    assert client.is_public is (row.methods == {"none"})


@pytest.mark.parametrize("name", ROWS)
def test_what_it_sends_is_granted_but_for_scopes_of_its_own(settings: Settings, name: str) -> None:
    asked = parse_scope(f"openid profile {ROWS[name].sends}")
    client = settings.rulebook.clients[name]
    assert asked - scope_of(client) <= {"vaultwarden"}
    assert scope_of(client) <= asked


def test_groups_that_are_for_one_place_are_nowhere_else(settings: Settings) -> None:
    clients = settings.rulebook.clients
    assert "groups" not in told(settings, clients["cloudflare-access"], Place.USERINFO, captain())
    assert "groups" not in told(settings, clients["wiki"], Place.ID_TOKEN, captain())
    assert "groups" not in told(settings, clients["kubernetes"], Place.USERINFO, captain())


def test_a_member_is_told_what_a_member_is(settings: Settings) -> None:
    clients, member = settings.rulebook.clients, captain(role=MEMBER)

    def read(name: str, place: Place, claim: str) -> object:
        return told(settings, clients[name], place, member).get(claim)

    assert read("immich", Place.USERINFO, "immich_role") == "user"
    assert read("immich", Place.USERINFO, "immich_quota") == 20
    assert read("minio", Place.ID_TOKEN, "policy") == "readonly"
    assert read("cognito", Place.USERINFO, "team") == "members"
    assert read("vaultwarden", Place.ID_TOKEN, "vaultwarden_roles") == ["user"]
    assert read("wiki", Place.USERINFO, "groups") == []
    assert read("grafana", Place.ID_TOKEN, "groups") == ["members"]


@pytest.mark.parametrize(
    ("username", "taken"),
    [
        ("nelly", "nelly"),
        ("_nelly", f"u_nelly-{DISCORD_ID}"),
        ("9lives", f"u9lives-{DISCORD_ID}"),
        ("n", f"n-{DISCORD_ID}"),
        ("Nelly!", f"Nelly-{DISCORD_ID}"),
    ],
)
def test_headscale_takes_every_username(settings: Settings, username: str, taken: str) -> None:
    client = settings.rulebook.clients["headscale"]
    name = told(settings, client, Place.USERINFO, captain(username))["preferred_username"]
    assert name == taken
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]+", str(name))


def test_addresses_are_where_each_application_is(settings: Settings) -> None:
    clients = settings.rulebook.clients
    for name, uri in (
        ("immich", "app.immich:///oauth-callback"),
        ("kubernetes", "http://localhost:8000"),
        ("kubernetes", "http://localhost:18000"),
        ("argocd-cli", "http://localhost:8085/auth/callback"),
    ):
        assert clients[name].response_target(uri, state=None).redirect_uri == uri
    told_of_logout = {name for name in ROWS if clients[name].backchannel_logout_uri}
    assert told_of_logout == {"outline", "nextcloud", "immich", "jellyfin", "apache", "synapse"}
    sent_back = {name for name in ROWS if clients[name].post_logout_redirect_uris}
    assert sent_back == {
        "grafana",
        "outline",
        "jupyterhub",
        "nextcloud",
        "immich",
        "jellyfin",
        "apache",
        "oauth2-proxy",
        "argocd",
        "homarr",
        "kavita",
        "gitea",
        "wiki",
    }


def test_both_halves_of_argo_cd_are_for_the_same_services(settings: Settings) -> None:
    clients = settings.rulebook.clients
    audiences = {
        told(settings, clients[name], Place.ACCESS_TOKEN, captain())["aud"]
        for name in ("argocd", "argocd-cli")
    }
    assert audiences == {"https://argocd.example.org"}


def test_an_address_that_discord_has_not_verified_is_not_called_verified(
    settings: Settings,
) -> None:
    clients = settings.rulebook.clients
    person = an_identity(email_verified=False, membership=a_membership(roles=(CAPTAIN,)))
    verified = {
        name: told(settings, clients[name], Place.USERINFO, person).get("email_verified")
        for name in ROWS
    }
    assert {name for name, one in verified.items() if one} == {
        "tailscale", "headscale", "outline", "immich", "oauth2-proxy"
    }  # fmt: skip
