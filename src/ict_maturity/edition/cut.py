"""In: checked content and the digests of its files; out: every file of the edition it is."""

from collections.abc import Mapping

from ict_maturity.data.outputs import Output
from ict_maturity.edition.crosswalk import crosswalk_output
from ict_maturity.edition.lock import content_output, lock_output
from ict_maturity.edition.notes import notes_output
from ict_maturity.model import Content


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
