"""In: what parts of one answer say differently; out: a file in which somebody decides it.

The command writes it as a template, and a person fills in which part counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from pydantic import Field

from ict_maturity.facts.signs import UNSEEN_SIGNS
from ict_maturity.facts.values import Digest, Line, Model, Text
from ict_maturity.forms.skeleton import yaml_text
from ict_maturity.intake.merge import Conflict, said_at
from ict_maturity.problems import Wrong, wrong
from ict_maturity.said import word
from ict_maturity.texts.words import Words


class PartFile(Model):
    """A file that was joined with others."""

    file: Line
    """Its name."""
    sha256: Digest
    """The SHA-256 of its bytes."""


class Decided(Model):
    """What parts say something else about, and which of them counts."""

    about: Line
    """What it is about: a KPI, or a question beyond the KPIs."""
    says: tuple[Text, ...] = ()
    """What stands where, for whoever decides."""
    take: Annotated[int, Field(strict=True, ge=1)] | None = None
    """The number of the part that counts, 1 for the first; left empty, nothing is decided."""


class Decisions(Model):
    """The file in which somebody decides what counts where parts say something else."""

    parts: Annotated[tuple[PartFile, ...], Field(min_length=2)]
    """The files, in the order of their numbers."""
    conflicts: tuple[Decided, ...] = ()
    """What is to be decided."""


def template(parts: Sequence[PartFile], conflicts: Iterable[Conflict], words: Words) -> str:
    """The file with nothing decided yet."""
    listed = [
        {
            "about": each.about,
            "says": [seen(words.say(said_at(answered))) for answered in each.told],
            "take": None,
        }
        for each in conflicts
    ]
    files = [{"file": seen(each.file), "sha256": each.sha256} for each in parts]
    return f"# {words.say(word('parts.how'))}\n" + yaml_text({"parts": files, "conflicts": listed})


def seen(text: str) -> str:
    """A text on one line whose signs can all be seen, as every file that people edit has it."""
    return UNSEEN_SIGNS.sub("\ufffd", " ".join(text.split()))


def takes(decisions: Decisions, parts: Sequence[PartFile]) -> Mapping[str, int] | Wrong:
    """Which part counts for what, the first is 0; or why the file decides nothing here."""
    if [each.sha256 for each in decisions.parts] != [each.sha256 for each in parts]:
        return wrong("workbook-parts.others")
    decided = {each.about: each.take for each in decisions.conflicts if each.take is not None}
    if any(number > len(parts) for number in decided.values()):
        return wrong("workbook-parts.number", most=len(parts))
    return {about: number - 1 for about, number in decided.items()}
