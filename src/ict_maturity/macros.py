"""In: the Site that the plugin built; out: its figures for hand-written pages, in a sandbox.

A page asks for them with `render_macros: true` in its front matter: `{{ count("kpis") }}`.
A worked example is YAML within a page, between `{% call kpi_example("title") %}` and
`{% endcall %}`; the engine computes it as it computes an office.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ict_maturity.aggregate.site import Site
from ict_maturity.check.page_template import FUNCTIONS, PageEnvironment
from ict_maturity.load.example import read_example
from ict_maturity.model import KpiExample, OfficeExample, PaceExample, RecommendationExample
from ict_maturity.render import figures
from ict_maturity.render.example_of_adoption import adoption_example
from ict_maturity.render.example_of_kpi import kpi_example
from ict_maturity.render.example_of_results import (
    office_example,
    pace_example,
    recommendation_example,
)
from ict_maturity.render.page_template import Blocks, PageError, filled, plain
from ict_maturity.render.worked_example import drawn


@dataclass
class Template:
    """A page as mkdocs-macros renders it, with nothing but what we give it."""

    text: str
    functions: Mapping[str, Callable[..., object]]
    values: Mapping[str, object]
    source: str
    blocks: Blocks
    faults: list[str]

    def render(self, **unused: object) -> str:
        """The page's Markdown; what mkdocs-macros would hand to the page is left out."""
        try:
            return filled(self.text, self.functions, self.values, self.source)
        except PageError as fault:
            # mkdocs-macros would print a traceback with each error, and end `serve`.
            self.faults.append(str(fault))
            self.blocks.clear()
            return ""


class Sandbox(PageEnvironment):
    """What takes the place of the environment that mkdocs-macros made for one page."""

    def __init__(self, env: Any, blocks: Blocks, source: str, faults: list[str]) -> None:
        super().__init__()
        self.calls = {name: blocks.keeping(env.macros[name]) for name in FUNCTIONS}
        self.values = {"framework": env.variables["framework"]}
        self.source, self.blocks, self.faults = source, blocks, faults

    def from_string(self, source: Any, *unused: Any, **also_unused: Any) -> Any:
        """Read a page."""
        return Template(source, self.calls, self.values, self.source, self.blocks, self.faults)


def on_pre_page_macros(env: Any) -> None:
    """What mkdocs-macros calls before each page: hand it our sandbox, and begin with no blocks."""
    plugin = env.conf.plugins["ict-maturity"]
    plugin.blocks = Blocks()
    page = env.page.file.src_uri
    env._env = Sandbox(env, plugin.blocks, plugin.sources.get(page) or page, plugin.faults)


def define_env(env: Any) -> None:
    """What mkdocs-macros calls: give pages the functions of `figures` and the `framework`."""
    site: Site = env.conf.plugins["ict-maturity"].site
    env.variables["framework"] = plain(site.content.framework)
    # Not partial(): mkdocs-macros 1.5.0 prints each macro for its log, and a partial prints its
    # arguments, here a whole site; with 200 offices that took a fifth of the build.
    env.macro(lambda what: figures.count(site, what), "count")
    env.macro(lambda office, id: figures.level(site, office, id), "level")
    env.macro(lambda id: figures.kpi_table(site, id, env.page.file.src_uri), "kpi_table")
    env.macro(
        lambda id, to: adoption_example(site, id, to, env.page.file.src_uri), "adoption_example"
    )
    env.macro(figures.months, "months")
    env.macro(figures.percent, "percent")
    add_examples(env, site)


def add_examples(env: Any, site: Site) -> None:
    """The four kinds of worked examples, each with the YAML between `call` and `endcall`."""
    thresholds = site.content.framework.thresholds

    def page() -> str:
        return str(env.page.file.src_uri)

    def kpi(title: str, caller: Callable[[], str]) -> Markup:
        example = read_example(str(caller()), KpiExample, page())
        return drawn(kpi_example(example, title), page())

    def recommendation(title: str, caller: Callable[[], str]) -> Markup:
        example = read_example(str(caller()), RecommendationExample, page())
        return drawn(recommendation_example(example, thresholds, title), page())

    def office(title: str, caller: Callable[[], str]) -> Markup:
        example = read_example(str(caller()), OfficeExample, page())
        return drawn(office_example(example, thresholds, title), page())

    def pace(title: str, caller: Callable[[], str]) -> Markup:
        example = read_example(str(caller()), PaceExample, page())
        return drawn(pace_example(example, title), page())

    for macro in (kpi, recommendation, office, pace):
        env.macro(macro, f"{macro.__name__}_example")
