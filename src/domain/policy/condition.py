"""Conditions on roles and subteams, and what each part of one came to."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from domain.policy.facts import Facts
from domain.policy.truth import Truth, all_of, any_of, none_of
from domain.role import Role


@dataclass(frozen=True, slots=True)
class HasRole:
    """To have a role, as a full member of its guild. ``label`` is how the policy writes it."""

    role: Role
    label: str

    def holds(self, facts: Facts, _: Mapping[str, Truth]) -> Truth:
        """Give None for a role of a guild that did not answer."""
        return self._is_in(facts.roles, facts)

    def counts_against(self, facts: Facts, _: Mapping[str, Truth]) -> Truth:
        """Decide as ``holds``, but by every membership: to leave and wait again takes none away."""
        return self._is_in(facts.held_roles, facts)

    def _is_in(self, roles: AbstractSet[Role], facts: Facts) -> Truth:
        if self.role in roles:
            return True
        return None if self.role.guild_id in facts.silent_guilds else False


@dataclass(frozen=True, slots=True)
class InSubteam:
    """To be in a subteam."""

    slug: str

    @property
    def label(self) -> str:
        """How the policy writes it."""
        return self.slug

    def holds(self, _: Facts, subteams: Mapping[str, Truth]) -> Truth:
        """Look up what was decided of it before."""
        return subteams[self.slug]

    def counts_against(self, facts: Facts, subteams: Mapping[str, Truth]) -> Truth:
        """Decide as ``holds``."""
        return self.holds(facts, subteams)


Requirement = HasRole | InSubteam


@dataclass(frozen=True, slots=True)
class Finding:
    """What one requirement came to."""

    requirement: Requirement
    truth: Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a condition came to, and why."""

    any: tuple[Finding, ...]
    all: tuple[Finding, ...]
    none: tuple[Finding, ...]

    @property
    def any_truth(self) -> Truth:
        """Whether one of ``any`` holds; so it does where there are none."""
        return any_of(finding.truth for finding in self.any) if self.any else True

    @property
    def all_truth(self) -> Truth:
        """Whether each of ``all`` holds."""
        return all_of(finding.truth for finding in self.all)

    @property
    def none_truth(self) -> Truth:
        """Whether not one of ``none`` holds."""
        return none_of(finding.truth for finding in self.none)

    @property
    def truth(self) -> Truth:
        """Whether the whole of it holds."""
        return all_of((self.any_truth, self.all_truth, self.none_truth))


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One of ``any``, each of ``all``, not one of ``none``; an empty one holds for everybody."""

    any: tuple[Requirement, ...] = ()
    all: tuple[Requirement, ...] = ()
    none: tuple[Requirement, ...] = ()

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """All that it looks at."""
        return self.any + self.all + self.none

    @property
    def subteams(self) -> frozenset[str]:
        """The slugs it looks at."""
        return frozenset(one.slug for one in self.requirements if isinstance(one, InSubteam))

    @property
    def roles(self) -> frozenset[Role]:
        """The roles it looks at."""
        return frozenset(one.role for one in self.requirements if isinstance(one, HasRole))

    @property
    def granting_roles(self) -> frozenset[Role]:
        """The roles that count for it, and not against it."""
        return frozenset(one.role for one in self.any + self.all if isinstance(one, HasRole))

    def decide(self, facts: Facts, subteams: Mapping[str, Truth]) -> Decision:
        """Look at each requirement; ``subteams`` must hold those it looks at."""

        def found(requirements: tuple[Requirement, ...]) -> tuple[Finding, ...]:
            return tuple(Finding(one, one.holds(facts, subteams)) for one in requirements)

        against = tuple(Finding(one, one.counts_against(facts, subteams)) for one in self.none)
        return Decision(any=found(self.any), all=found(self.all), none=against)
