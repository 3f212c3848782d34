"""What an explanation is said in."""

from application.policy.explanation import Explanation, Outcome
from domain.access_rules import Refusal
from domain.policy.condition import Finding, HasRole
from domain.policy.gate import Check, Rule
from domain.policy.truth import Truth
from entrypoints.settings import RoleNames

_MARKS: dict[Truth, str] = {True: "✓", False: "✗", None: "?"}
NO_TWO_FACTOR = "not known (a bot cannot read it): as of their last sign-in"
_REFUSALS = {
    Refusal.BLOCKED: "blocked_users shuts them out of every application",
    Refusal.NOT_IN_GUILD: "they are a member of none of the guilds",
    Refusal.NOT_FULL: "they are no full member: membership screening, or a guest",
}


def mark(truth: Truth) -> str:
    """Give one character for yes, no and not known."""
    return _MARKS[truth]


def guilds_in_words(guild_ids: frozenset[str], names: RoleNames) -> str:
    """Name guilds, in their order."""
    return ", ".join(name for name, one in names.guilds.items() if one in guild_ids)


def why(finding: Finding, names: RoleNames) -> str:
    """Say what was seen of one requirement."""
    one, truth = finding.requirement, finding.truth
    if isinstance(one, HasRole):
        silence = f"{names.guild_name(one.role.guild_id)} does not answer"
        said: dict[Truth, str] = {True: "has it", False: "has it not", None: silence}
    else:
        said = {True: "is in it", False: "is not in it", None: "not known"}
    return said[truth]


def of_account(check: Check) -> str:
    """Say what a rule saw beside roles and subteams; nothing for one that looks at them alone."""
    match check.rule:
        case Rule.TWO_FACTOR:
            said: dict[Truth, str] = {True: "on", False: "off", None: NO_TWO_FACTOR}
            return said[check.truth]
        case Rule.ACCOUNT_AGE:
            tense = "since" if check.truth else "from"
            return f"old enough {tense} {check.opens_at:%Y-%m-%d %H:%M} UTC"
        case Rule.ALLOWED | Rule.BLOCKED:
            return "is listed" if check.truth is (check.rule is Rule.ALLOWED) else "is not listed"
        case _:
            return "allowed_users lists them" if _is_spared(check) else ""


def _is_spared(check: Check) -> bool:
    """Tell whether a rule says yes whatever the roles and subteams are."""
    truths = [finding.truth for finding in check.findings]
    met = {Rule.ANY: any(truths), Rule.ALL: all(truths)}
    return check.truth is True and not met.get(check.rule, True)


def verdict(explanation: Explanation, names: RoleNames) -> str:
    """Say in one line whether they get in, and what stands against it."""
    reason = _reason(explanation, names)
    outcome = explanation.outcome
    return f"{outcome}: {reason}" if reason else str(outcome)


def rules_that_said_no(explanation: Explanation) -> list[str]:
    """Give their names, each once."""
    return list(dict.fromkeys(str(check.rule) for check in explanation.verdict.refused))


def _reason(explanation: Explanation, names: RoleNames) -> str:
    silent = explanation.portrait.identity.memberships.silent_guilds
    if not explanation.portrait.client.enabled:
        return "the application is switched off (enabled = false)"
    if explanation.refusal is not None:
        undecided = explanation.outcome is Outcome.UNDECIDED
        silence = f"{guilds_in_words(silent, names)} does not answer"
        return silence if undecided else _REFUSALS[explanation.refusal]
    if explanation.outcome is Outcome.CLOSED:
        return ", ".join(rules_that_said_no(explanation))
    undecided_rules = explanation.verdict.undecided
    return ", ".join(dict.fromkeys(_not_known(check, silent, names) for check in undecided_rules))


def _not_known(check: Check, silent: frozenset[str], names: RoleNames) -> str:
    if check.rule is Rule.TWO_FACTOR:
        return f"{check.rule} is {NO_TWO_FACTOR}"
    return f"{check.rule} needs {guilds_in_words(silent, names)}, which does not answer"
