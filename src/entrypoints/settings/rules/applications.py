"""``[applications]``: clients, by their id, with the metadata names of RFC 7591."""

from collections.abc import Mapping

from domain.client import Client
from entrypoints.settings.client import check_client_id, client_of
from entrypoints.settings.client_entry import ClientEntry
from entrypoints.settings.rules.faults import Fault, at
from entrypoints.settings.rules.vocabulary import Vocabulary

# How what is said of an address begins, and where those addresses stand.
_ADDRESSES = {"redirect": "redirect_uris", "post-logout": "post_logout_redirect_uris"}


def read_applications(table: Mapping[str, object], vocabulary: Vocabulary) -> tuple[Client, ...]:
    """Read each; a fault names the metadata it is about, where it is about one."""
    found = []
    for client_id, value in table.items():
        with at(client_id):
            check_client_id(client_id)
            if not isinstance(value, dict):
                raise ValueError("must be a table")  # noqa: TRY004 - as all of these
            try:
                found.append(client_of(client_id, value, vocabulary))
            except Fault:
                raise
            except ValueError as fault:
                raise _placed(str(fault), value) from None
    return tuple(found)


def _placed(text: str, value: Mapping[str, object]) -> Fault:
    first, _, rest = text.partition(" ")
    if first in _ADDRESSES:
        return Fault((_ADDRESSES[first],), text)
    name = first.removesuffix(":")
    if name not in ClientEntry.__struct_fields__ or name not in value:
        return Fault((), text)
    return Fault((name,), rest)
