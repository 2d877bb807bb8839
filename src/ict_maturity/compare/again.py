"""In: content before and after; out: what offices have to answer, confirm or look at again."""

from collections.abc import Iterator, Sequence

from ict_maturity.compare.classes import found
from ict_maturity.compare.report import Again, What
from ict_maturity.compare.results import Results
from ict_maturity.model import CARRIED, Content, Kpi


def answered_again(before: Content, after: Content, results: Sequence[Results]) -> Iterator[Again]:
    """What is to be done, KPI by KPI; a KPI that nobody has to look at is not here."""
    for id, kpi in after.kpis.items():
        old = before.kpis.get(id)
        if old is None and ("kpi", id) in before.files:
            continue
        if old is None or (kpi.counted and not old.counted and old.lifecycle == "upcoming"):
            yield from begins(old, kpi, results)
        elif kpi.counted:
            happened = found(old, kpi)
            if "clarified" in happened:
                yield Again(id, "confirm", None, offices_with(id, results), None)
            elif "redefined" in happened:
                yield Again(id, "answer", None, offices_with(id, results), None)
            elif "recalibrated" in happened:
                yield Again(id, "scored_again", None, offices_with(id, results), None)


def begins(old: Kpi | None, kpi: Kpi, results: Sequence[Results]) -> Iterator[Again]:
    """A KPI that is new or begins to count: answers come from what it replaces, or are asked."""
    if kpi.lifecycle == "retired":
        return
    for replaced in kpi.replaces:
        yield Again(
            kpi.id,
            CARRIED[replaced.relation],
            replaced.kpi,
            offices_with(replaced.kpi, results),
            kpi.counts_from if not kpi.counted else None,
        )
    if not kpi.replaces:
        what: What = "answer" if kpi.counted else "answer_later"
        day = None if kpi.counted else kpi.counts_from
        yield Again(kpi.id, what, None, offices_with(kpi.id, results), day)


def offices_with(kpi: str, results: Sequence[Results]) -> int:
    """How many public offices answered a KPI in their newest report."""
    return sum(
        each.office.visibility == "public" and kpi in each.assessment.answers for each in results
    )
