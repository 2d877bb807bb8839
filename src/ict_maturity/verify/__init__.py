"""In: a published site or its data files; out: a Report, what comes out when all is made again.

The files are read into the model, the same engine runs on them, and what it would publish is
compared with what was published. Every file is compared with the manifest, and the manifest with
an anchor: a digest of it that was published elsewhere. Nothing but the files is read.
"""

from dataclasses import replace

from ict_maturity.aggregate import Site, aggregate_cycle, publish
from ict_maturity.aggregate.health import health_report
from ict_maturity.aggregate.site import counted_in_rounds
from ict_maturity.check import check
from ict_maturity.data.versions import EDITION
from ict_maturity.model import Content
from ict_maturity.said import word
from ict_maturity.score import score_all
from ict_maturity.verify.comparison import ROUNDS, Comparison
from ict_maturity.verify.content import NoPlaces, published_content
from ict_maturity.verify.files import Files, compared_files
from ict_maturity.verify.folder import FIRST_FILE, Folder, NoDataError, Place, published_at
from ict_maturity.verify.report import (
    NOTHING,
    Changed,
    Difference,
    NotRecomputable,
    Report,
    Unreadable,
    Verdict,
    Verified,
    in_order,
)

__all__ = [
    "NOTHING",
    "Changed",
    "Difference",
    "NoDataError",
    "NotRecomputable",
    "Place",
    "Report",
    "Unreadable",
    "Verdict",
    "Verified",
    "edition_at",
    "published_at",
    "verify",
]


def verify(place: Place, anchor: str = "") -> Report:
    """Compute everything that is published at a place again, and compare.

    `anchor` is the digest of the manifest that was published, as it is known from elsewhere.
    Content that `check` refuses was never published, and no result can be had from it.
    """
    folder = Folder(place.data)
    files = compared_files(folder, place)
    report = recomputed(folder, files, Folder(place.site) if place.site else None)
    compared = Verified("files", files.compared, len(files.changed))
    return replace(
        report,
        anchor=anchor,
        manifest=files.manifest,
        changed=files.changed,
        elsewhere=files.elsewhere,
        verified=(*([compared] if files.manifest else ()), *report.verified),
    )


def recomputed(folder: Folder, files: Files, pages: Folder | None) -> Report:
    """What comes out of the data, and of the pages where these are there too."""
    content = published_content(folder)
    if content is not None:
        for problem in check(content, NoPlaces()):
            told = word("verify.problem", code=problem.code, message=problem.message)
            folder.refuse(problem.file, told)
    if content is None or folder.unreadable:
        return Report(unreadable=in_order(set(folder.unreadable)))
    return Comparison(folder, files, pages, site_again(content, folder)).report()


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
    then, counted = counted_in_rounds(content, site.scorecards)
    return replace(site, results=results, health=health_report(then, counted, results))


def edition_at(place: Place) -> str:
    """The edition that a published site says it is; empty when it says none."""
    said = (Folder(place.data).json(FIRST_FILE) or {}).get("edition")
    return said if isinstance(said, str) and EDITION.fullmatch(said) else ""
