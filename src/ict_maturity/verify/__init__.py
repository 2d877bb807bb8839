"""In: the published data files of a site; out: a Report, what comes out when all is computed again.

The files are read into the model, the same engine runs on them, and what it would publish is
compared with what was published. Nothing but the files is read.
"""

from dataclasses import replace
from pathlib import Path

from ict_maturity.aggregate import Site, aggregate_cycle, publish
from ict_maturity.check import check
from ict_maturity.model import Content
from ict_maturity.score import score_all
from ict_maturity.verify.comparison import ROUNDS, Comparison
from ict_maturity.verify.content import NoPlaces, published_content
from ict_maturity.verify.folder import FIRST_FILE, Folder, NoDataError, data_folder
from ict_maturity.verify.report import (
    NOTHING,
    Difference,
    NotRecomputable,
    Report,
    Unreadable,
    Verified,
)

__all__ = [
    "NOTHING",
    "Difference",
    "NoDataError",
    "NotRecomputable",
    "Report",
    "Unreadable",
    "Verified",
    "data_folder",
    "verify",
]


def verify(root: Path) -> Report:
    """Compute everything below `root` again, and compare.

    Content that `check` refuses was never published, and no result can be had from it.
    """
    folder = Folder(root)
    content = published_content(folder)
    if content is not None:
        for problem in check(content, NoPlaces()):
            folder.refuse(problem.file, f"{problem.code}: {problem.message}")
    if content is None or folder.unreadable:
        return Report(unreadable=tuple(sorted(set(folder.unreadable))))
    return Comparison(folder, site_again(content, folder)).report()


def site_again(content: Content, folder: Folder) -> Site:
    """What the engine publishes from the content, under the version that the files name.

    A round in which only offices without a name are counted has a file too, if it was published.
    """
    said = (folder.json(FIRST_FILE) or {}).get("engine_version")
    site = publish(content, score_all(content), said if isinstance(said, str) else "")
    more = {
        cycle: aggregate_cycle(content, cycle, site.scorecards)
        for cycle in content.cycles
        if cycle not in site.results and folder.has(f"{ROUNDS}/{cycle}.json")
    }
    return replace(site, results=dict(sorted({**site.results, **more}.items())))
