"""Use case: find what is wrong with a set-up."""

import asyncio
from collections.abc import Sequence

from application.doctor.check import Check, Examination, failed


class Diagnose:
    """Examine everything at once; the order of the lines is always the same.

    ``patience``, in seconds, is what each examination may take.
    """

    def __init__(self, *, examinations: Sequence[Examination], patience: float) -> None:
        self._examinations = examinations
        self._patience = patience

    async def __call__(self) -> list[Check]:
        """Give the lines of each."""
        found = await asyncio.gather(*map(self._bounded, self._examinations))
        return [check for checks in found for check in checks]

    async def _bounded(self, examination: Examination) -> list[Check]:
        try:
            async with asyncio.timeout(self._patience):
                return await examination()
        except TimeoutError:
            said = f"no answer within {self._patience:g} seconds"
            mend = "look at the network and the load of this machine, and try again"
        except Exception as fault:  # noqa: BLE001 - what others found must be said all the same
            said = f"the examination itself failed ({type(fault).__name__})"
            mend = "this is a fault of Guildpass: please report it"
        return [failed(examination.name, said, mend)]
