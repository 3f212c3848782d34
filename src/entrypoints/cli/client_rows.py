"""Applications as ``guildpass clients list`` shows them; never a secret."""

from datetime import timedelta

from domain.client import Client
from domain.policy.gate import Gate
from domain.scope import format_scope
from entrypoints.settings import ReadRules

HEADS = ("ID", "NAME", "KIND", "REDIRECT URIS", "SCOPE", "GATE", "SECRETS", "ENABLED")
_DAY = 86_400


def as_row(client: Client, read: ReadRules) -> tuple[str, ...]:
    """Give the cells of one."""
    uris = _redirect_uris(client, read)
    more = f" +{len(uris) - 1}" if len(uris) > 1 else ""
    return (
        client.client_id,
        client.client_name or "-",
        _kind(client),
        uris[0] + more if uris else "-",
        format_scope(client.allowed_scope),
        in_short(client.gate) or "-",
        str(len(client.client_secrets_sha256)),
        "yes" if client.enabled else "no",
    )


def as_object(client: Client, read: ReadRules) -> dict[str, object]:
    """Give all of one, for JSON."""
    return {
        "client_id": client.client_id,
        "client_name": client.client_name,
        "kind": _kind(client),
        "redirect_uris": _redirect_uris(client, read),
        "scope": format_scope(client.allowed_scope),
        "gate": in_short(client.gate),
        "secrets": len(client.client_secrets_sha256),
        "enabled": client.enabled,
    }


def in_short(gate: Gate) -> str:
    """Give its rules; nothing for an open one."""
    condition = gate.condition
    parts = {"any": condition.any, "all": condition.all, "none": condition.none}
    rules = [
        f"{name} {' '.join(one.label for one in requirements)}"
        for name, requirements in parts.items()
        if requirements
    ]
    users = {"allowed_users": gate.allowed_users, "blocked_users": gate.blocked_users}
    rules += [f"{name} {len(ids)}" for name, ids in users.items() if ids]
    rules += ["two_factor"] if gate.two_factor else []
    rules += [f"account_age {_time(gate.account_age)}"] if gate.account_age else []
    return ", ".join(rules)


def _kind(client: Client) -> str:
    if client.resource_server:
        return "resource server"
    return "public" if client.is_public else "confidential"


def _redirect_uris(client: Client, read: ReadRules) -> list[str]:
    # In the order of the entry, which the client itself does not keep.
    entry = read.entries[client.client_id]
    written = entry.get("redirect_uris", []) if isinstance(entry, dict) else []
    return list(dict.fromkeys(written))


def _time(age: timedelta) -> str:
    seconds = int(age.total_seconds())
    return f"{seconds}s" if seconds % _DAY else f"{seconds // _DAY}d"
