"""In: a content root on disk; out: Content, every Problem of every file, and their places."""

from ict_maturity.load.content_root import Loaded, load
from ict_maturity.load.places import Places

__all__ = ["Loaded", "Places", "load"]
