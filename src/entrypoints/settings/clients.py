"""``OAUTH_CLIENTS``: the registered clients, with the metadata names of RFC 7591."""

from collections.abc import Iterator, Mapping

from domain.client import Client
from entrypoints.settings.client import check_client_id, client_of
from entrypoints.settings.client_secrets import variables_of
from entrypoints.settings.errors import SettingsError
from entrypoints.settings.rules.faults import Fault
from entrypoints.settings.rules.vocabulary import Vocabulary
from entrypoints.settings.source import Source

_NAME = "OAUTH_CLIENTS"


def clients(source: Source, vocabulary: Vocabulary) -> tuple[Client, ...]:
    """Read a JSON object of client_id to metadata."""
    return tuple(_clients(source.json_object(_NAME), vocabulary))


def further_variables(entries: Mapping[str, object]) -> frozenset[str]:
    """Give the names of the variables in which secrets of clients stand."""
    return frozenset().union(*map(variables_of, entries.values()))


def _clients(entries: Mapping[str, object], vocabulary: Vocabulary) -> Iterator[Client]:
    for client_id, value in entries.items():
        try:
            check_client_id(client_id)
        except ValueError as fault:
            raise SettingsError(_NAME, str(fault)) from None
        try:
            yield client_of(client_id, value, vocabulary)
        except Fault as fault:
            text = ": ".join(filter(None, (".".join(fault.path), fault.text)))
            raise SettingsError(_NAME, f'client "{client_id}": {text}') from None
        except ValueError as fault:
            raise SettingsError(_NAME, f'client "{client_id}": {fault}') from None
