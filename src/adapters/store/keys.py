"""Under which key each record lies, whatever the store.

Where one script writes two, they share a hash tag of Redis Cluster.
"""

from datetime import timedelta

from domain.opaque_token import digest

# Of one person's sessions, and of their grants at one client: who begins more ends the oldest.
MOST_OF_ONE = 100
# A code that comes again this late ends nothing any more: whoever signs in again and again would
# fill the store with what was used up.
LONGEST_TOMBSTONE = timedelta(days=1)


def request_key(reference_digest: str) -> str:
    """Give the key of a request that came by POST."""
    return f"posted_req:{reference_digest}"


def login_key(state_digest: str) -> str:
    """Give the key of a trip to Discord."""
    return f"auth_req:{state_digest}"


def interaction_key(interaction_digest: str) -> str:
    """Give the key of a question."""
    return f"interaction:{interaction_digest}"


def session_key(session_digest: str) -> str:
    """Give the key of a session."""
    return f"session:{session_digest}"


def logout_key(token_digest: str) -> str:
    """Give the key of a pending logout."""
    return f"logout:{token_digest}"


def joined_key(sid: str) -> str:
    """Give the key of the clients that joined a session; it shares a slot with the next."""
    return f"joined:{{{digest(sid)}}}"


def ended_key(sid: str) -> str:
    """Give the key that says that a session was ended."""
    return f"ended:{{{digest(sid)}}}"


def consent_key(subject: str, client_id: str) -> str:
    """Give the key of what a person agreed to share; a client id may be any text."""
    return f"consent:{subject}:{digest(client_id)}"


def auth_code_key(code_digest: str) -> str:
    """Give the key of a code."""
    return f"auth_code:{{{code_digest}}}"


def grant_key(code_digest: str) -> str:
    """Give the key of a grant and its family of refresh tokens."""
    return f"family:{{{code_digest}}}"


def sessions_key(subject: str) -> str:
    """Give the key of the list of a person's sessions."""
    return f"sessions_of:{subject}"


def client_group(client_id: str) -> str:
    """Give what tells the grants of one client from others in that list."""
    return digest(client_id)[:22]


def entry(group: str, name: str) -> str:
    """Give how a record of a group stands in a list."""
    return f"{group}/{name}"


def name_in(entry: str) -> str:
    """Give the name of the record an entry is about."""
    return entry.rpartition("/")[2]


def grants_key(subject: str) -> str:
    """Give the key of the list of a person's grants."""
    return f"grants_of:{subject}"


def lease_key(name: str) -> str:
    """Give the key of who does a thing for all."""
    return f"lease:{name}"
