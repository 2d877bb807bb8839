"""In: content and the edition before; out: where the answers to each KPI go."""

from collections.abc import Iterator
from typing import Any

from ict_maturity.compare.classes import found
from ict_maturity.data.outputs import Output
from ict_maturity.export.json_file import json_text
from ict_maturity.load.editions import CROSSWALK, file_of
from ict_maturity.model import CARRIED, Content, Edition, Kpi, Relation

Row = dict[str, Any]


def crosswalk_output(content: Content, before: Edition) -> Output:
    """One line for each way from a KPI of the edition before to one of this edition."""
    edition = content.framework.edition
    data = {
        "format": 1,
        "from_edition": before.id,
        "to_edition": edition,
        "kpis": list(rows(content, before)),
    }
    return Output.of_text(file_of(edition, CROSSWALK), json_text(data))


def rows(content: Content, before: Edition) -> Iterator[Row]:
    """Every KPI that is asked on either side, in the order of the ids now."""
    for id, kpi in content.kpis.items():
        old = before.kpis.get(id)
        if old is None:
            yield from new_rows(kpi)
        elif kpi.lifecycle != "retired":
            clarified = "clarified" in found(old, kpi)
            yield ways(id, id, "equal", "confirmed" if clarified else "carried") | facts(old, kpi)
        elif old.lifecycle != "retired" and not content.successors_of(id):
            yield ways(id, None, None, "kept") | facts(old, kpi)


def new_rows(kpi: Kpi) -> Iterator[Row]:
    """A new KPI: the answers to what it takes the place of, or none."""
    if not kpi.replaces:
        yield ways(None, kpi.id, None, "asked") | facts(None, kpi)
    for replaced in kpi.replaces:
        answers = CARRIED[replaced.relation]
        yield ways(replaced.kpi, kpi.id, replaced.relation, answers) | facts(None, kpi)


def ways(old: str | None, new: str | None, relation: Relation | None, answers: str) -> Row:
    """Whose answers go where, and what becomes of them."""
    return {"from": old, "to": new, "relation": relation, "answers": answers}


def facts(old: Kpi | None, kpi: Kpi) -> Row:
    """What happened to the KPI; of several that were merged into one, the lower level is taken."""
    return {
        "lower_of_several": old is None and len(kpi.replaces) > 1,
        "change_classes": list(found(old, kpi)),
        "counts_from": kpi.counts_from.isoformat() if kpi.counts_from else None,
    }
