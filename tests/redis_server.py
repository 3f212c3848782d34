"""The real Redis of a test run: chosen from what the machine has, never left out."""

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from gc import collect
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from urllib.parse import parse_qsl, urlencode, urlsplit
from warnings import catch_warnings, simplefilter

from docker.errors import DockerException  # type: ignore[import-untyped]  # it ships no types
from redis import Redis
from redis.exceptions import RedisError
from testcontainers.core.container import DockerContainer
from testcontainers.core.docker_client import DockerClient

from tests.redis_process import RedisProcess, server_binary

_IMAGE = "redis:7"
_CONTAINER = f"testcontainers, image {_IMAGE}"
_READY_WITHIN = 30.0


class NoContainer(Exception):
    """A container was required, and none could be had."""


@dataclass(frozen=True)
class RunningRedis:
    """Where the server of this run answers, and what it is."""

    url: str
    description: str


def planned(environ: Mapping[str, str] = os.environ) -> str:
    """Tell which Redis this run is going to use."""
    if container_required(environ) or ("REDIS_URL" not in environ and _engine_answers()):
        return _CONTAINER
    if "REDIS_URL" in environ:
        return "the server of REDIS_URL, database 15"
    return f"{server_binary()}"


def container_required(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether anything but a container is a failure, as it is in CI."""
    return environ.get("GUILDPASS_REQUIRE_CONTAINER") == "1"


@contextmanager
def running_redis(environ: Mapping[str, str] = os.environ) -> Iterator[RunningRedis]:
    """Give a running server and stop it afterwards.

    An engine may answer and yet have no image and no way to fetch one; then a process serves
    as well, unless the container is required.
    """
    description = planned(environ)
    if "REDIS_URL" in environ and description != _CONTAINER:
        yield RunningRedis(database_15(environ["REDIS_URL"]), description)
        return
    with _container_or_process(description, required=container_required(environ)) as running:
        yield running


def database_15(url: str) -> str:
    """Give the same server's last database, which the tests may flush."""
    parts = urlsplit(url)
    options = [(name, value) for name, value in parse_qsl(parts.query) if name != "db"]
    return parts._replace(query=urlencode([*options, ("db", "15")])).geturl()


def _container_or_process(
    description: str, *, required: bool
) -> AbstractContextManager[RunningRedis]:
    if description == _CONTAINER:
        with _docker_leaks_sockets():
            container = _started_container()
        if not isinstance(container, str):
            return _container(container)
        if required:
            raise NoContainer(f"GUILDPASS_REQUIRE_CONTAINER=1, but none started: {container}")
        description = f"{server_binary()}, as no container started: {container[:80]}"
    return _process(description)


def _started_container() -> DockerContainer | str:
    """Give the container, or why there is none."""
    container = DockerContainer(_IMAGE).with_exposed_ports(6379)
    try:
        container.start()
    except (DockerException, OSError, RuntimeError) as fault:
        return str(fault)
    return container


@contextmanager
def _container(container: DockerContainer) -> Iterator[RunningRedis]:
    try:
        host, port = container.get_container_host_ip(), container.get_exposed_port(6379)
        url = f"redis://{host}:{port}/0"
        _wait_until_ready(url)
        yield RunningRedis(url, _CONTAINER)
    finally:
        container.stop()
        container.get_docker_client().client.close()


@contextmanager
def _process(description: str) -> Iterator[RunningRedis]:
    with (
        TemporaryDirectory(prefix="guildpass-redis-") as directory,
        RedisProcess(Path(directory)) as process,
    ):
        yield RunningRedis(process.url, description)


@cache
def _engine_answers() -> bool:
    with _docker_leaks_sockets():
        try:
            engine = DockerClient().client
        except DockerException:
            return False
        try:
            return bool(engine.ping())
        except (DockerException, OSError):
            return False
        finally:
            engine.close()


@contextmanager
def _docker_leaks_sockets() -> Iterator[None]:
    # When no engine answers the library drops its socket unclosed, which would fail a test.
    with catch_warnings():
        simplefilter("ignore", ResourceWarning)
        yield
        collect()


def _wait_until_ready(url: str) -> None:
    deadline = monotonic() + _READY_WITHIN
    with Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1) as client:
        while True:
            try:
                client.ping()
            except RedisError:
                if monotonic() > deadline:
                    raise
                sleep(0.05)
            else:
                return
