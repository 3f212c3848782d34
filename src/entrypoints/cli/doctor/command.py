"""``guildpass doctor``: find what is wrong with a set-up, or say what an application needs."""

import asyncio
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import click

from application.doctor.check import Check, State, failed, ok, warning
from entrypoints.cli.client_id import ClientId
from entrypoints.cli.doctor.sheet import sheet_lines, sheet_of
from entrypoints.cli.environment import (
    MISCONFIGURED,
    Values,
    load_of_process,
    mend_of,
    stop,
    unknown_names,
    values_of_process,
)
from entrypoints.cli.output import as_option, print_json, s
from entrypoints.container import Doctor, build_container, close
from entrypoints.log_setup import configure_logging
from entrypoints.settings import (
    Settings,
    SettingsError,
    load_settings,
    rule_faults,
    rule_warnings,
    weak_secrets,
)

_FAILED = 1
_NAME = "settings"
_WIDTH = len(State.WARNING)
_THREADS = 64


@click.command()
@click.option("--client", "client_id", type=ClientId(), help="say what to paste into this one")
@as_option
def doctor(client_id: str | None, form: str) -> None:
    """Look at all that has to work together, from outside too, and say what to mend.

    Run it where the provider runs, with its settings, while it runs. Nothing is changed. Exit
    code 0 if all is well, warnings or not, 1 if something failed, 2 if the settings are wrong.
    """
    if client_id is not None:
        _print_sheet(client_id, form)
        return
    checks, code = _examined()
    if form == "json":
        print_json({"good": code == 0, "checks": list(map(_as_object, checks))})
    else:
        _print(checks)
    sys.exit(code)


def _print_sheet(client_id: str, form: str) -> None:
    _, settings = load_of_process()
    if client_id not in settings.rulebook.clients:
        stop(SettingsError("--client", "there is no such application: guildpass clients list"))
    sheet = sheet_of(client_id, settings)
    if form == "json":
        print_json(sheet)
        return
    for line in sheet_lines(sheet):
        click.echo(line)


def _examined() -> tuple[list[Check], int]:
    try:
        values = values_of_process()
    except SettingsError as fault:
        return _misconfigured([fault])
    faults = rule_faults(values, file_only=False)
    if faults:
        return _misconfigured(faults)
    try:
        checks = asyncio.run(_with_settings(values))
    except SettingsError as fault:
        return _misconfigured([fault])
    return checks, _FAILED if any(one.state is State.FAILED for one in checks) else 0


def _misconfigured(faults: Sequence[SettingsError]) -> tuple[list[Check], int]:
    # Each names the setting and the mend in one.
    mend = "mend that first: the rest cannot be looked at before"
    return [failed(_NAME, str(fault), mend) for fault in faults], MISCONFIGURED


async def _with_settings(values: Values) -> list[Check]:
    # Look-ups that no name server answers hold their threads; files are read beside them.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS))
    settings = load_settings(values)
    container = build_container(settings)
    # What adapters log is said by the lines too.
    configure_logging(None, "error", stream=sys.stderr)
    try:
        diagnose = Doctor(container, weak_secrets(settings.read.entries, values)).diagnose
        return [*_of_settings(settings), *await diagnose()]
    finally:
        await close(container)


def _of_settings(settings: Settings) -> list[Check]:
    mend = "take it out, or use it where it was meant"
    odd = [warning(_NAME, text, mend) for text in rule_warnings(settings.read)]
    odd += [
        warning(_NAME, f".env: {name} is no setting", mend_of(name))
        for name in unknown_names(settings)
    ]
    where = settings.read.config_path
    return odd or [ok(_NAME, f"they load, with {where}" if where else "they load")]


def _print(checks: Sequence[Check]) -> None:
    for check in checks:
        mend = f"; mend: {check.mend}" if check.mend else ""
        click.echo(f"{check.state:{_WIDTH}}  {check.name}: {check.said}{mend}")
    count = {state: sum(check.state is state for check in checks) for state in State}
    warnings, bad = count[State.WARNING], count[State.FAILED]
    click.echo(
        f"{len(checks)} check{s(len(checks))}: {bad} failed, {warnings} warning{s(warnings)}"
    )


def _as_object(check: Check) -> dict[str, object]:
    return {
        "name": check.name,
        "state": str(check.state),
        "said": check.said,
        "mend": check.mend,
    }
