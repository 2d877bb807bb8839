"""In: content and a round; out: the file that freezes the round, beside the round's own."""

from dataclasses import replace

from ict_maturity.aggregate import publish
from ict_maturity.aggregate.closed import closed_round
from ict_maturity.aggregate.results import CycleResults
from ict_maturity.data.outputs import Output
from ict_maturity.forms.skeleton import yaml_text
from ict_maturity.model import ClosedRound, Closing, Content
from ict_maturity.score import score_all

OPENING = """\
# The round as it was closed. `ict-maturity round close` writes this file; entries stay.
"""


def file_of_closed(cycle: str) -> str:
    """Where a closed round is written down."""
    return f"cycles/{cycle}.closed.yaml"


def closed_now(content: Content, cycle: str, entry: Closing) -> ClosedRound | None:
    """The round as it is closed with all that the content holds; None when nobody reported.

    The entry is added to the history of one that was closed before, and its rounded tables stay.
    """
    before = content.closed.get(cycle)
    results = results_of(content, cycle)
    if results is None:
        return None
    history = (*before.history, entry) if before else (entry,)
    return closed_round(content, results, history, before.all_offices if before else None)


def results_of(content: Content, cycle: str) -> CycleResults | None:
    """The results of a round as if it were not closed, None when it has none."""
    others = {id: each for id, each in content.closed.items() if id != cycle}
    opened = replace(content, closed=others)
    return publish(opened, score_all(opened)).results.get(cycle)


def closed_output(closed: ClosedRound) -> Output:
    """The file of a closed round."""
    data = closed.model_dump(exclude_none=True, exclude_defaults=True)
    return Output.of_text(file_of_closed(closed.id), OPENING + yaml_text(data))
