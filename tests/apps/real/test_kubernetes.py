"""``docs/apps/kubernetes.md``: the API server's own authenticator, and kubelogin's requests."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from textwrap import indent
from time import time
from urllib.parse import urlencode

import pytest

from demo.discord.members import CAPTAIN, NEWCOMER
from demo.discord.simulator import Simulator
from tests.apps.people import ALL_GROUPS, MEMBER, NOBODY
from tests.apps.person import Person
from tests.apps.real.forged import altered
from tests.apps.real.kube import Kube
from tests.apps.real.kubelogin import LISTENS_AT, Kubelogin, RefusedError
from tests.apps.set_up import SetUp, StartSetUp
from tests.e2e.certificates import self_signed
from tests.e2e.discord_server import HOST, DiscordServer
from tests.redis_process import free_port

NAME = f"guildpass:{CAPTAIN.id}"
GROUPS = [f"guildpass:{group}" for group in ALL_GROUPS]


@pytest.fixture(scope="module")
def cluster(
    set_up_from: StartSetUp, discord: DiscordServer, tmp_path_factory: pytest.TempPathFactory
) -> SetUp:
    """Set Guildpass up, with a certificate: the API server takes an issuer by https alone."""
    pair, port = self_signed(tmp_path_factory.mktemp("tls")), free_port()
    issuer = f"https://{HOST}:{port}"
    discord.register(issuer)
    return set_up_from("kubernetes", {}, ISSUER=issuer, PORT=str(port), **pair.settings())


@pytest.fixture(scope="module")
def flags(cluster: SetUp, go_programs: Path) -> Kube:
    """Give an API server that is set up by flags."""
    return by_flags(cluster, go_programs)


def by_flags(cluster: SetUp, go_programs: Path, *changes: str) -> Kube:
    given = cluster.file("kube-apiserver.flags").split()
    return Kube(go_programs, *given, f"--oidc-ca-file={cluster.provider.cert_file}", *changes)


@pytest.fixture(scope="module")
def file(cluster: SetUp, go_programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Kube:
    """Give an API server that is set up by the file."""
    authority = indent(Path(str(cluster.provider.cert_file)).read_text(), " " * 8)
    audiences = "      audiences:\n"
    text = cluster.file("authentication.yaml")
    assert audiences in text
    ours = f"      certificateAuthority: |\n{authority}{audiences}"
    configuration = tmp_path_factory.mktemp("kube") / "authentication.yaml"
    configuration.write_text(text.replace(audiences, ours))
    return Kube(go_programs, f"--authentication-config={configuration}")


@pytest.fixture
def kubelogin(cluster: SetUp) -> Iterator[Kubelogin]:
    """Give the plugin, with the arguments of the kubeconfig."""
    with closing(Kubelogin(cluster.file("kubeconfig"), cluster.provider.trust)) as plugin:
        yield plugin


@pytest.fixture
def person(discord: DiscordServer, cluster: SetUp) -> Iterator[Person]:
    """Give the captain; the plugin takes over where the browser is sent to it."""
    trust = cluster.provider.trust
    with Person(discord.url, ends_at=(LISTENS_AT,), trust=trust) as captain:
        yield captain


def test_somebody_signs_in_and_the_cluster_knows_their_groups(
    flags: Kube, kubelogin: Kubelogin, person: Person
) -> None:
    judged = flags.judge(kubelogin.sign_in(person).id_token)
    assert judged == {"username": NAME, "groups": GROUPS}


def test_the_file_says_the_same_and_notes_the_username(
    file: Kube, kubelogin: Kubelogin, person: Person
) -> None:
    judged = file.judge(kubelogin.sign_in(person).id_token)
    extra = {"guildpass.example.org/username": [CAPTAIN.username]}
    assert judged == {"username": NAME, "groups": GROUPS, "extra": extra}


def test_the_binding_is_for_a_group_that_is_sent(cluster: SetUp) -> None:
    bound = [
        line.split()[1] for line in cluster.file("rbac.yaml").splitlines() if "guildpass:" in line
    ]
    assert bound == ["guildpass:board", "guildpass:members"]
    assert set(bound) < set(GROUPS)


def test_people_are_asked_since_any_program_could_pose_as_kubelogin(
    kubelogin: Kubelogin, person: Person
) -> None:
    page = person.open(kubelogin.authorization_url("a state", "a nonce", "v" * 43))
    assert "Kubernetes" in page.text
    assert not page.has_redirect_location


def test_a_refreshed_token_has_the_groups_of_that_moment(
    flags: Kube, kubelogin: Kubelogin, person: Person, guild: Simulator
) -> None:
    tokens = kubelogin.sign_in(person)
    guild.set_member(MEMBER)
    refreshed = kubelogin.refresh(tokens)
    assert flags.judge(refreshed.id_token) == {"username": NAME, "groups": ["guildpass:members"]}


def test_a_refresh_is_refused_when_the_gate_has_closed(
    kubelogin: Kubelogin, person: Person, guild: Simulator
) -> None:
    tokens = kubelogin.sign_in(person)
    guild.set_member(NOBODY)
    with pytest.raises(RefusedError, match="invalid_grant"):
        kubelogin.refresh(tokens)


def test_who_does_not_pass_the_gate_is_refused(
    kubelogin: Kubelogin, cluster: SetUp, discord: DiscordServer
) -> None:
    trust = cluster.provider.trust
    with Person(discord.url, NEWCOMER, ends_at=(LISTENS_AT,), trust=trust) as newcomer:
        page = newcomer.open(kubelogin.authorization_url("a state", "a nonce", "v" * 43))
    assert "Members" in page.text
    assert not any(url.startswith(LISTENS_AT) for url in newcomer.visited)


def test_a_refresh_is_refused_after_a_sign_out(kubelogin: Kubelogin, person: Person) -> None:
    tokens = kubelogin.sign_in(person)
    hint = urlencode({"id_token_hint": tokens.id_token})
    person.open(f"{kubelogin.metadata['end_session_endpoint']}?{hint}")
    with pytest.raises(RefusedError, match="invalid_grant"):
        kubelogin.refresh(tokens)


def test_the_cluster_takes_no_access_token(
    flags: Kube, kubelogin: Kubelogin, person: Person
) -> None:
    assert "expected audience" in flags.refusal(kubelogin.sign_in(person).access_token)


def test_the_cluster_takes_no_token_of_another_application(
    cluster: SetUp, go_programs: Path, kubelogin: Kubelogin, person: Person
) -> None:
    another = by_flags(cluster, go_programs, "--oidc-client-id=another-cluster")
    assert "expected audience" in another.refusal(kubelogin.sign_in(person).id_token)


def test_the_cluster_takes_no_token_of_another_issuer(
    flags: Kube, kubelogin: Kubelogin, person: Person, key_file: Path
) -> None:
    other = altered(kubelogin.sign_in(person).id_token, key_file, iss="https://id.example.com")
    assert flags.refusal(other) == "not a token of this issuer"


def test_the_cluster_takes_no_token_that_has_expired(
    flags: Kube, kubelogin: Kubelogin, person: Person, key_file: Path
) -> None:
    token = kubelogin.sign_in(person).id_token
    assert flags.judge(altered(token, key_file, exp=int(time()) + 60))["username"] == NAME
    assert "expired" in flags.refusal(altered(token, key_file, exp=int(time()) - 1))


def test_the_cluster_takes_no_token_of_another_key_or_algorithm(
    cluster: SetUp,
    flags: Kube,
    go_programs: Path,
    kubelogin: Kubelogin,
    person: Person,
) -> None:
    token = kubelogin.sign_in(person).id_token
    head, body, _ = token.split(".")
    stranger = kubelogin.sign_in(person).id_token.split(".")[2]
    assert "verify" in flags.refusal(f"{head}.{body}.{stranger}")
    es256 = by_flags(cluster, go_programs, "--oidc-signing-algs=ES256")
    assert "ES256" in es256.refusal(token)


def test_the_file_refuses_a_group_without_the_prefix(
    file: Kube, kubelogin: Kubelogin, person: Person, key_file: Path
) -> None:
    token = altered(kubelogin.sign_in(person).id_token, key_file, groups=["system:masters"])
    assert "without its prefix" in file.refusal(token)
