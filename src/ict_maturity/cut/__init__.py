"""In: checked content; out: the files of an edition, which stay as they are for ever."""

from ict_maturity.cut.edition import edition_outputs
from ict_maturity.cut.lock import files_of

__all__ = ["edition_outputs", "files_of"]
