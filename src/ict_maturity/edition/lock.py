"""In: checked content and its files; out: every file of the edition it is, its lock the last."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ict_maturity import __version__
from ict_maturity.compare.classes import found
from ict_maturity.compare.measurement import measurement_digest
from ict_maturity.data.outputs import Output
from ict_maturity.data.rewound import report_digest
from ict_maturity.edition.notes import notes_output
from ict_maturity.export.text_files import json_text
from ict_maturity.load.editions import (
    CONTENT,
    CROSSWALK,
    LOCK,
    digest_of_lock,
    digest_of_text,
    file_of,
)
from ict_maturity.model import CARRIED, Content, Edition, FrozenContent, Kpi, Office, Relation

KINDS = ("framework", "glossary", "recommendation", "kpi")
"""What an edition is made of; of offices it has digests only."""
Row = dict[str, Any]


def content_output(content: Content) -> Output:
    """The frozen framework, Recommendations and KPIs, one a line."""
    frozen = FrozenContent(
        framework=content.framework,
        recommendations=tuple(content.recommendations.values()),
        kpis=tuple(content.kpis.values()),
    )
    text = json_text(frozen.model_dump(mode="json", exclude_none=True))
    return Output.of_text(file_of(content.framework.edition, CONTENT), text)


def lock_output(content: Content, frozen: Output, files: Mapping[str, str]) -> Output:
    """The lock that vouches for the frozen content, for these files and for itself."""
    framework = content.framework
    data: dict[str, Any] = {
        "format": 1,
        "edition": framework.edition,
        "status": framework.edition_status,
        "date": framework.edition_date.isoformat(),
        "engine_version": __version__,
        "recommendations": {
            id: {"content_status": each.content_status, "lifecycle": each.lifecycle}
            for id, each in content.recommendations.items()
        },
        "kpis": {
            id: {
                "measurement": measurement_digest(kpi),
                "lifecycle": kpi.lifecycle,
                "recommendation": kpi.recommendation,
            }
            for id, kpi in content.kpis.items()
        },
        "offices": {code: locked_office(content, office) for code, office in named(content)},
        "files": dict(files),
        "content": digest_of_text(frozen.text),
    }
    data["digest"] = digest_of_lock(data)
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return Output.of_text(file_of(framework.edition, LOCK), text)


def named(content: Content) -> Iterator[tuple[str, Office]]:
    """The offices that are shown by name, in the order of codes."""
    return ((code, content.offices[code]) for code in sorted(content.named))


def locked_office(content: Content, office: Office) -> Row:
    """What the lock keeps of an office whose answers everybody can read.

    Of one that is not named there is no digest: it would tell whoever guesses right that he did.
    """
    reports = {
        key.cycle: report_digest(report)
        for key, report in sorted(content.assessments.items())
        if key.office == office.code and content.shows(key)
    }
    return {"name": office.name, "reports": reports}


def files_of(content: Content) -> tuple[str, ...]:
    """The content files that an edition is cut from, in order."""
    return tuple(sorted(file for (kind, _), file in content.files.items() if kind in KINDS))


def edition_outputs(content: Content, files: Mapping[str, str]) -> tuple[Output, ...]:
    """The lock comes last, so that whatever stops the writing leaves no edition behind.

    The first edition has no crosswalk, because nothing was answered before it.
    """
    frozen = content_output(content)
    before = content.newest_edition
    return (
        frozen,
        notes_output(content, before),
        *([crosswalk_output(content, before)] if before else []),
        lock_output(content, frozen, files),
    )


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
