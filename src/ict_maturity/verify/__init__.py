"""In: the published data files of a site; out: a Report, what comes out when all is computed again.

The files are read into the model, the same engine runs on them, and what it would publish is
compared with what was published. Nothing but the files is read.
"""

from dataclasses import replace
from pathlib import Path

from ict_maturity.aggregate import Site, aggregate_cycle, publish
from ict_maturity.aggregate.health import health_report
from ict_maturity.check import check
from ict_maturity.model import Content
from ict_maturity.said import word
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
    in_order,
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
            told = word("verify.problem", code=problem.code, message=problem.message)
            folder.refuse(problem.file, told)
    if content is None or folder.unreadable:
        return Report(unreadable=in_order(set(folder.unreadable)))
    return Comparison(folder, site_again(content, folder)).report()


def site_again(content: Content, folder: Folder) -> Site:
    """What the engine publishes from the content, under the version that the files name.

    A round in which only offices without a name are counted has a file too, if it was published.
    """
    said = (folder.json(FIRST_FILE) or {}).get("engine_version")
    site = publish(content, score_all(content), said if isinstance(said, str) else "")
    more = {
        id: aggregate_cycle(content.answered_under(cycle.edition), id, site.scorecards)
        for id, cycle in content.cycles.items()
        if id not in site.results and folder.has(f"{ROUNDS}/{id}.json")
    }
    results = dict(sorted({**site.results, **more}.items()))
    return replace(site, results=results, health=health_report(content, site.scorecards, results))
