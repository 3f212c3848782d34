"""What an examination says, in short."""

from application.doctor.check import Examination, State


async def lines_of(examination: Examination) -> list[str]:
    """Give its lines as state, name and what is said; what is not well has a mend."""
    checks = await examination()
    assert all((check.mend is None) is (check.state is State.OK) for check in checks)
    return [f"{check.state} {check.name}: {check.said}" for check in checks]
