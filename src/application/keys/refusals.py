"""Why a key is left as it is."""

from domain.key_life import KeyLife
from domain.signing_algorithm import SigningAlgorithm


class NoSuchKey(Exception):
    """No key begins with that kid, or more than one does."""

    def __init__(self, *, matches: int) -> None:
        super().__init__(matches)
        self.matches = matches


class KeyKeptElsewhere(Exception):
    """It does not lie in the directory, so that it cannot be destroyed from here."""


class NoKeyOfAlgorithm(Exception):
    """There is nothing to rotate; None stands for any algorithm."""

    def __init__(self, alg: SigningAlgorithm | None) -> None:
        super().__init__(alg)
        self.alg = alg


class KeyStillNeeded(Exception):
    """It signs, is about to, or what it signed is still alive."""

    def __init__(self, life: KeyLife) -> None:
        super().__init__(life)
        self.life = life
