"""``guildpass config``: look at guildpass.toml, and at the settings, before a start does."""

import sys
from dataclasses import dataclass, field

import click

from entrypoints.cli.environment import (
    MISCONFIGURED,
    Values,
    mend_of,
    stop,
    unknown_names,
    values_of_process,
)
from entrypoints.cli.output import as_option, print_json, s, warn
from entrypoints.container import build_container
from entrypoints.settings import (
    ReadRules,
    SettingsError,
    json_schema,
    load_rules,
    load_settings,
    rule_faults,
    rule_warnings,
)

_CONFIG = "GUILDPASS_CONFIG"
_ALONE = "without the other settings; secrets in files and in the environment need not be there"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    file: str | None
    read: ReadRules | None = None
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@click.group()
def config() -> None:
    """Look at guildpass.toml, and at the settings."""


@config.command()
@click.option("--file", "path", metavar="PATH", help="this file, in place of GUILDPASS_CONFIG")
@click.option("--file-only", is_flag=True, help=_ALONE)
@as_option
def check(path: str | None, form: str, *, file_only: bool) -> None:
    """Say whether a start would do, or what has to be mended.

    Exit code 2 if it would not. Warnings are of what is right, but changes nothing.
    """
    report = _report(_values(path, file_only=file_only), file_only=file_only)
    if form == "json":
        print_json(_as_json(report))
    else:
        _print(report)
    if report.faults:
        sys.exit(MISCONFIGURED)


@config.command()
def schema() -> None:
    """Print the JSON Schema of guildpass.toml, by which editors complete and check it."""
    print_json(json_schema())


def _values(path: str | None, *, file_only: bool) -> Values:
    try:
        values = values_of_process()
    except SettingsError as fault:
        stop(fault)
    if path is not None:
        values[_CONFIG] = path
    if file_only and not values.get(_CONFIG):
        stop(SettingsError("--file-only", "there is no guildpass.toml here: --file says where"))
    return values


def _report(values: Values, *, file_only: bool) -> _Report:
    file = values.get(_CONFIG)
    faults = rule_faults(values, file_only=file_only)
    if faults:
        return _Report(file=file, faults=list(map(str, faults)))
    try:
        return _of_file(values) if file_only else _of_all(values)
    except SettingsError as fault:
        return _Report(file=file, faults=[str(fault)])


def _of_file(values: Values) -> _Report:
    read = load_rules(values)
    return _Report(file=read.config_path, read=read, warnings=rule_warnings(read))


def _of_all(values: Values) -> _Report:
    settings = load_settings(values)
    # Opens the keys, and wants one for each algorithm; nothing is connected.
    build_container(settings)
    read = settings.read
    unknown = [f".env: {name} is no setting; {mend_of(name)}" for name in unknown_names(settings)]
    return _Report(file=read.config_path, read=read, warnings=[*rule_warnings(read), *unknown])


def _print(report: _Report) -> None:
    for fault in report.faults:
        click.echo(f"guildpass: {fault}", err=True)
    for warning in report.warnings:
        warn(warning)
    if report.read:
        applications, subteams = _counts(report.read)
        what = f"{report.file} is good" if report.file else "the settings are good"
        click.echo(
            f"{what}: {applications} application{s(applications)}, {subteams} subteam{s(subteams)}"
        )


def _as_json(report: _Report) -> dict[str, object]:
    applications, subteams = _counts(report.read) if report.read else (None, None)
    return {
        "good": not report.faults,
        "file": report.file,
        "applications": applications,
        "subteams": subteams,
        "faults": report.faults,
        "warnings": report.warnings,
    }


def _counts(read: ReadRules) -> tuple[int, int]:
    return len(read.rulebook.clients), len(list(read.rulebook.policy.subteams))
