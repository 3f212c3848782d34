"""IdTokenHint: what an ID token of ours says about the sign-in it came from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IdTokenHint:
    """The claims of a verified hint, expired or not (OpenID Connect Core section 3.1.2.2).

    ``client_id`` is its ``aud``; ``sid`` is None in a token of before there were sessions.
    """

    subject: str
    client_id: str
    sid: str | None
