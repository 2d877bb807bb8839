"""In: a content root on disk; out: Content, every Problem of every file, and their places."""

from ict_maturity.load.content_root import Loaded, find_root, load
from ict_maturity.load.places import Places

__all__ = ["Loaded", "Places", "find_root", "load"]
