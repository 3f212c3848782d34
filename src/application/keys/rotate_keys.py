"""Use case: let new keys follow those that sign."""

from collections.abc import Sequence
from dataclasses import dataclass

from application.keys.generate_key import GenerateKey
from application.keys.list_keys import ListKeys
from application.keys.refusals import NoKeyOfAlgorithm
from application.keys.remove_keys import RemoveKeys
from domain.key_life import KeyRecord
from domain.signing_algorithm import SigningAlgorithm


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """What a rotation did."""

    added: list[KeyRecord]
    removed: list[KeyRecord]


class RotateKeys:
    """Add a key for each algorithm, and destroy those whose time is over."""

    def __init__(
        self, *, list_keys: ListKeys, generate_key: GenerateKey, remove_keys: RemoveKeys
    ) -> None:
        self._list_keys = list_keys
        self._generate_key = generate_key
        self._remove_keys = remove_keys

    async def __call__(
        self, algorithms: Sequence[SigningAlgorithm] = (), *, at_once: bool = False
    ) -> Rotation:
        """Rotate these, or all there are; raise :class:`NoKeyOfAlgorithm` where there is none.

        ``at_once`` is for keys that have leaked: those that wait may have, too, and go.
        """
        there = {life.key.alg for life in await self._list_keys()}
        wanted = algorithms or [alg for alg in SigningAlgorithm if alg in there]
        missing = next((alg for alg in wanted if alg not in there), None)
        if missing or not wanted:
            raise NoKeyOfAlgorithm(missing)
        added = [await self._generate_key(alg, at_once=at_once) for alg in wanted]
        removed = await self._remove_keys(last=added if at_once else ())
        return Rotation(added=added, removed=removed)
