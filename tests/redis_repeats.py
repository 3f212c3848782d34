"""What happens between a request whose reply was lost and its repeat."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.fault_proxy import Loss


@dataclass
class LossWithARepeat(Loss):
    """A loss of one request; before its repeat reaches the server, something else happens."""

    before_the_repeat: Callable[[], object] = lambda: None

    def takes(self, request: bytes) -> bool:
        """Do that once the same request comes again."""
        if self.count == 0 and self.matching in request:
            self.before_the_repeat()
        return super().takes(request)
