"""Port: what does no harm yet, and has to be mended."""

from abc import abstractmethod
from typing import Protocol


class Health(Protocol):
    """What was found wrong with keys, or rules, when they were last looked at."""

    @abstractmethod
    def warnings(self) -> tuple[str, ...]:
        """Say it in words that anybody may read; nothing if all is well."""
