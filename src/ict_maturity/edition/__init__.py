"""In: checked content; out: the files of an edition, and what becomes of older answers under it."""

from ict_maturity.edition.carry import Carried, carried_over, left_behind
from ict_maturity.edition.lock import edition_outputs, files_of

__all__ = ["Carried", "carried_over", "edition_outputs", "files_of", "left_behind"]
