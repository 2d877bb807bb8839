"""In: the Site; out: every kind of JSON file: its fields, and the results that it is made of."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from ict_maturity.aggregate.site import Site
from ict_maturity.export.fields import Field, Record
from ict_maturity.export.framework import (
    EDITION_FILE,
    HEAD,
    KPIS,
    RECOMMENDATIONS,
    TITLE_PAGE,
    WITHDRAWALS,
    CutEdition,
)
from ict_maturity.export.health import HEALTH
from ict_maturity.export.office import OFFICE, Reporting
from ict_maturity.export.results import RESULTS, Round
from ict_maturity.export.shapes import DIGEST_HEX, TEXT


class File(NamedTuple):
    """One file: its name, the result in it, and the content file that it is made from, if one."""

    name: str
    result: Any
    source: str | None = None


class Document(NamedTuple):
    """One kind of file: what it is called, what it holds, and all files of the kind."""

    kind: str
    record: Record
    files: Callable[[Site], Iterable[File]]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields of a file; what every one says of itself comes first."""
        return (*HEAD.fields, *self.record.fields)


def one_file(name: str) -> Callable[[Site], Iterable[File]]:
    """A kind of which there is one file, about the whole site."""
    return lambda site: [File(name, site)]


def office_files(site: Site) -> Iterable[File]:
    """One file a public office."""
    for code, office in site.content.offices.items():
        source = site.content.source_of("office", code)
        yield File(f"offices/{code.lower()}", Reporting(site, office), source)


def round_files(site: Site) -> Iterable[File]:
    """One file a round that has results."""
    for id, results in site.results.items():
        source = site.content.source_of("cycle", id)
        yield File(f"results/{id}", Round(site, site.content.cycles[id], results), source)


def edition_files(site: Site) -> Iterable[File]:
    """One file an edition that was cut."""
    for id, edition in site.content.editions.items():
        yield File(f"editions/{id}", CutEdition(edition, site.framework_digests[id]))


ROUND_DOCUMENT = Document("results", RESULTS, round_files)
DOCUMENTS = (
    Document("framework", TITLE_PAGE, one_file("framework")),
    Document(
        "recommendations",
        Record("Recommendations", (RECOMMENDATIONS,)),
        one_file("recommendations"),
    ),
    Document("kpis", Record("Kpis", (KPIS,)), one_file("kpis")),
    Document("edition", EDITION_FILE, edition_files),
    Document("office", OFFICE, office_files),
    ROUND_DOCUMENT,
    Document("withdrawals", WITHDRAWALS, one_file("withdrawals")),
    Document("health", HEALTH, lambda site: [File("health", site.asked_in(site.health.cycle))]),
)
"""What is made of results alone, before any page is drawn."""

LISTED_FILE = Record(
    "ListedFile", (Field("path", TEXT, meaning="file.path"), Field("sha256", DIGEST_HEX))
)
MANIFEST = Document(
    "manifest",
    Record("Manifest", (Field("files", LISTED_FILE, many=True, meaning="manifest.files"),)),
    lambda site: (),
)
"""What is made of the finished site, when its pages are drawn."""
