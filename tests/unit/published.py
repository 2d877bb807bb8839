"""A published site as the site engine leaves it, without the engine: bodies in the barest page."""

from pathlib import Path

from click.testing import CliRunner, Result

from ict_maturity.aggregate import Site
from ict_maturity.cli import main
from ict_maturity.export import export
from ict_maturity.render import render
from ict_maturity.render.page import is_page, place_and_body
from ict_maturity.website.manifest import write_manifest

PAGE = '<html><body><div class="ictm">Banner</div><article>{}<footer>End</footer></article></html>'


def write_site(folder: Path, site: Site) -> None:
    """Write data files, generated pages and the manifest of all."""
    data = export(site)
    files = {file.path: file.content for file in data}
    for page in render(site, data):
        if is_page(page):
            place, body = place_and_body(page)
            files[place] = PAGE.format(body).encode()
        else:
            files[page.path] = page.content
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    write_manifest(folder, site)


def run_verify(*arguments: object) -> Result:
    """What the command says of a site."""
    return CliRunner().invoke(main, ["verify", *(str(argument) for argument in arguments)])
