"""In: the Site and its data files; out: every generated page as an Output."""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.data.search import ENTRIES, entries_text
from ict_maturity.render.assess import assess_pages
from ict_maturity.render.data import data_page
from ict_maturity.render.editions import editions_page
from ict_maturity.render.glossary import glossary_page
from ict_maturity.render.health import health_page
from ict_maturity.render.home import home_page
from ict_maturity.render.kpis import kpi_pages
from ict_maturity.render.learn import learn_page
from ict_maturity.render.office import office_pages
from ict_maturity.render.offices import offices_page
from ict_maturity.render.recommendations import recommendation_pages
from ict_maturity.render.results import results_pages
from ict_maturity.render.services import services_page

PAGES: tuple[Callable[[Site], Output], ...] = (
    home_page,
    offices_page,
    health_page,
    learn_page,
    glossary_page,
    services_page,
    editions_page,
)
"""What makes one page each."""

SEVERAL_PAGES: tuple[Callable[[Site], Iterable[Output]], ...] = (
    assess_pages,
    recommendation_pages,
    kpi_pages,
    office_pages,
    results_pages,
)
"""What makes a page for each object of a kind, with the index above them where that is alike."""


def render(site: Site, data: Sequence[Output]) -> tuple[Output, ...]:
    """Make every generated page and asset, in the order of their paths.

    `data` are the files of the exports, which one page lists with their sizes.
    """
    pages = (
        *(page(site) for page in PAGES),
        *chain.from_iterable(pages(site) for pages in SEVERAL_PAGES),
        data_page(site, data),
    )
    found = (entry for page in pages for entry in page.found)
    entries = Output.of_text(ENTRIES, entries_text(found))
    return tuple(sorted((*pages, entries, *asset_files()), key=lambda file: file.path))


def asset_files() -> tuple[Output, ...]:
    """Every file of the package's assets, and what the search works with, beside its entries."""
    assets = files("ict_maturity") / "assets"
    return (
        *(asset_file(f"assets/{file.name}", file.read_bytes()) for file in files_of(assets)),
        *(
            asset_file(f"search/{file.name}", file.read_bytes())
            if file.name == "worker.js"
            # The name of what others made ends with its version.
            else Output(f"search/{file.name}", file.read_bytes())
            for file in files_of(assets / "search")
        ),
    )


def files_of(folder: Traversable) -> list[Traversable]:
    """The files that lie in a folder of the package, in the order of their names."""
    inside = (file for file in folder.iterdir() if file.is_file())
    return sorted(inside, key=lambda file: file.name)


def asset_file(path: str, content: bytes) -> Output:
    """A file whose address changes with its content: browsers keep what they have of an address."""
    stem, point, suffix = path.rpartition(".")
    return Output(f"{stem}.{sha256(content).hexdigest()[:8]}{point}{suffix}", content)
