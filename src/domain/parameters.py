"""Request parameters as RFC 6749 section 3.1 reads them."""

from collections import Counter
from collections.abc import Iterable

from domain.errors import InvalidRequest

# The names are the sender's, and go to the log.
_SHOWN = 32


class Parameters:
    """Decoded name-value pairs: an empty value counts as absent, a repeat as unusable.

    ``malformed`` says that a part of the input was no form encoding at all; it can only be
    refused once it is known whom to tell.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]], *, malformed: bool = False) -> None:
        present = [(name, value) for name, value in pairs if value]
        counts = Counter(name for name, _ in present)
        self._values = {name: value for name, value in present if counts[name] == 1}
        self._repeated = {name for name, count in counts.items() if count > 1}
        self._malformed = malformed

    def get(self, name: str) -> str | None:
        """Give the value sent exactly once, or None."""
        return self._values.get(name)

    def pairs(self) -> list[tuple[str, str]]:
        """Give each name sent once, with its value; raise :class:`InvalidRequest` as below."""
        self.check_wellformed()
        return list(self._values.items())

    def require(self, name: str) -> str:
        """Give the value, or raise :class:`InvalidRequest` naming what is missing."""
        value = self._values.get(name)
        if value is None:
            raise InvalidRequest(f"The parameter {name} is missing.")
        return value

    def check_wellformed(self) -> None:
        """Raise :class:`InvalidRequest` on a repeat or a malformed part."""
        if self._malformed:
            raise InvalidRequest(reason="not valid form encoding")
        if self._repeated:
            some = [name[:_SHOWN] for name in sorted(self._repeated)[:_SHOWN]]
            raise InvalidRequest("A parameter is repeated.", reason=f"repeated: {some}")

    def check_length(self, name: str, limit: int) -> None:
        """Raise :class:`InvalidRequest` if the value takes more than ``limit`` bytes in UTF-8."""
        if len(self._values.get(name, "").encode()) > limit:
            raise InvalidRequest(f"The parameter {name} is longer than {limit} bytes.")
