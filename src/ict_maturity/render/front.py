"""In: the framework and the versions of a site; out: the page at its root, which leads to one."""

from ict_maturity.data.versions import LATEST, NEXT, Version, latest_of
from ict_maturity.model import Framework
from ict_maturity.render.page import environment
from ict_maturity.texts.words import site_words


def front_page(framework: Framework, versions: tuple[Version, ...]) -> str:
    """A page that goes to the latest edition by itself, also without scripts."""
    folder = LATEST if latest_of(versions) else NEXT
    template = environment(site_words(framework)).get_template("front.html.j2")
    return template.render(framework=framework, versions=versions, folder=folder)
