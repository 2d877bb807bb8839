"""In: a round and its private side; out: where each office stands in it."""

from datetime import date

from ict_maturity.cli.problems import stop_at
from ict_maturity.model import Content, Cycle
from ict_maturity.rounds.ledger import Ledger
from ict_maturity.rounds.state import OfficeState, RoundDay, states


def standing(
    content: Content, cycle: Cycle, ledger: Ledger, today: date
) -> tuple[OfficeState, ...]:
    """The state of each office in a round, by code; broken invitations end the command with 1."""
    invitations, problems = ledger.invitations()
    stop_at(problems, ledger.folder)
    day = RoundDay(cycle.closes, today, reported(content, cycle.id))
    return states(invitations, ledger.log.read().events, day)


def reported(content: Content, cycle: str) -> frozenset[str]:
    """The offices whose submitted report is in the content."""
    return frozenset(
        key.office
        for key, each in content.assessments.items()
        if key.cycle == cycle and each.status == "submitted"
    )
