"""Subteams: what roles, and other subteams, make of a person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from domain.identity import Identity
from domain.policy.condition import Condition, Decision
from domain.policy.facts import Facts
from domain.policy.truth import Truth
from domain.role import Role


class UnusableSubteam(ValueError):
    """A subteam that cannot be decided; ``slug`` is which, the text says why."""

    def __init__(self, slug: str, why: str) -> None:
        super().__init__(why)
        self.slug = slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Subteam:
    """``slug`` is what applications are told, ``name`` what people read."""

    slug: str
    name: str
    condition: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a person is: facts, what each subteam came to for them, and whether they are in it.

    ``subteams`` are the slugs of those they are certainly in, sorted.
    """

    facts: Facts
    decisions: Mapping[str, Decision]
    truths: Mapping[str, Truth]
    subteams: tuple[str, ...]


class Subteams:
    """All of them, each after those it depends on."""

    def __init__(self, subteams: Iterable[Subteam]) -> None:
        """Put them in order, or raise :class:`UnusableSubteam` for a cycle or an unknown slug."""
        by_slug = {subteam.slug: subteam for subteam in subteams}
        for subteam in by_slug.values():
            unknown = sorted(subteam.condition.subteams - by_slug.keys())
            if unknown:
                raise UnusableSubteam(subteam.slug, f'there is no subteam "{unknown[0]}"')
        graph = {slug: subteam.condition.subteams for slug, subteam in by_slug.items()}
        self._in_order = {slug: by_slug[slug] for slug in _in_order(graph)}

    def __iter__(self) -> Iterator[Subteam]:
        """Give each after those it depends on."""
        return iter(self._in_order.values())

    def __contains__(self, slug: object) -> bool:
        """Tell whether there is one of that slug."""
        return slug in self._in_order

    def __eq__(self, other: object) -> bool:
        """Tell whether they decide alike: the order they are written in does not matter."""
        return isinstance(other, Subteams) and self._in_order == other._in_order

    def __hash__(self) -> int:
        """Give what is the same for equal ones."""
        return hash(frozenset(self._in_order.values()))

    def name_of(self, slug: str) -> str:
        """Give what people read."""
        return self._in_order[slug].name

    def granting(self, standing: Standing) -> frozenset[Role]:
        """Give the roles that count for a subteam somebody is in: not those that shut out."""
        counting = (self._in_order[slug].condition.granting_roles for slug in standing.subteams)
        return standing.facts.roles & frozenset().union(*counting)

    def of(self, identity: Identity) -> Standing:
        """Decide each for a person. A role that none of them names changes nothing."""
        facts = Facts.of(identity)
        decisions: dict[str, Decision] = {}
        truths: dict[str, Truth] = {}
        for subteam in self:
            decisions[subteam.slug] = subteam.condition.decide(facts, truths)
            truths[subteam.slug] = decisions[subteam.slug].truth
        certain = tuple(sorted(slug for slug, truth in truths.items() if truth))
        return Standing(facts=facts, decisions=decisions, truths=truths, subteams=certain)


def _in_order(graph: Mapping[str, Iterable[str]]) -> Iterable[str]:
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as fault:
        # The library gives the cycle against the direction in which the policy reads.
        cycle = list(reversed(fault.args[1]))
        raise UnusableSubteam(cycle[0], f"it depends on itself: {' -> '.join(cycle)}") from None
