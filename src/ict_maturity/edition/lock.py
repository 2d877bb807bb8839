"""In: checked content and its files; out: every file of the edition it is, its lock the last."""

import json
from collections.abc import Mapping
from typing import Any

from ict_maturity import __version__
from ict_maturity.compare.measurement import measurement_digest
from ict_maturity.data.outputs import Output
from ict_maturity.edition.crosswalk import crosswalk_output
from ict_maturity.edition.notes import notes_output
from ict_maturity.export.json_file import json_text
from ict_maturity.load.editions import (
    CONTENT,
    LOCK,
    digest_of_lock,
    digest_of_text,
    file_of,
)
from ict_maturity.model import Content, FrozenContent

KINDS = ("framework", "glossary", "recommendation", "kpi")
"""What an edition is made of; offices and rounds are none of it."""


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
            id: {"text_status": each.text_status, "lifecycle": each.lifecycle}
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
        "files": dict(files),
        "content": digest_of_text(frozen.text),
    }
    data["digest"] = digest_of_lock(data)
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return Output.of_text(file_of(framework.edition, LOCK), text)


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
