"""Looking at the rules by themselves: what is wrong with them, and what is merely odd."""

from collections.abc import Mapping

from entrypoints.settings.access import access_rules
from entrypoints.settings.errors import SettingsError
from entrypoints.settings.rules.applications import read_applications
from entrypoints.settings.rules.faults import Fault
from entrypoints.settings.rules.rulebook import ReadRules, faults_of_rules, read_rules
from entrypoints.settings.rules.vocabulary import Vocabulary
from entrypoints.settings.source import Source


def rule_faults(values: Mapping[str, str | None], *, file_only: bool) -> list[SettingsError]:
    """Give all that is wrong with the file, as far as one fault does not hide another.

    ``file_only``: secrets that it says are elsewhere need not be there.
    """
    source = Source(values)
    found = []
    try:
        # Those before a fault of another kind count too.
        for fault in faults_of_rules(source, access_rules(source), None if file_only else values):
            found.append(fault)  # noqa: PERF402 - not all of them, if one is raised
    except SettingsError as fault:
        found.append(fault)
    return found


def load_rules(values: Mapping[str, str | None]) -> ReadRules:
    """Read the rules without any other setting, and without secrets that stand elsewhere."""
    source = Source(values)
    return read_rules(source, access_rules(source), None)


def check_application(
    read: ReadRules, client_id: str, entry: object, values: Mapping[str, str | None]
) -> None:
    """Raise :class:`SettingsError` unless this could be an application among the others."""
    subteams = read.rulebook.policy.subteams
    vocabulary = Vocabulary(names=read.names, subteams=subteams, variables=values)
    try:
        read_applications({client_id: entry}, vocabulary)
    except Fault as fault:
        raise SettingsError(".".join(fault.path), fault.text) from None
