"""In: a content root; out: its finished site, and a site's files."""

from pathlib import Path

from ict_maturity.website.engine import Drawing, build_site
from ict_maturity.website.workspace import MARKER

ROOT = Path(__file__).parents[2]


def made(root: Path, out: Path, engine: str = "mkdocs") -> Path:
    """Build the site at `out`, which must work without a word."""
    result = build_site(root, out, Drawing(engine))
    assert (result.code, result.words) == (0, "")
    return out


def files(site: Path) -> dict[str, bytes]:
    """Every file of a site and its bytes, without the marker that says whose it is."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.name != MARKER
    }
