"""In: the Site that the plugin built; out: its figures for hand-written pages.

A page asks for them with `render_macros: true` in its front matter: `{{ count("kpis") }}`.
A worked example is YAML within a page, between `{% call kpi_example("title") %}` and
`{% endcall %}`; the engine computes it as it computes an office.
"""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from ict_maturity.aggregate.site import Site
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
from ict_maturity.render.worked_example import drawn


def define_env(env: Any) -> None:
    """What mkdocs-macros calls: give pages the functions of `figures` and the `framework`."""
    site: Site = env.conf.plugins["ict-maturity"].site
    env.variables["framework"] = site.content.framework
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
        example = read_example(caller(), KpiExample, page())
        return drawn(kpi_example(example, title), page())

    def recommendation(title: str, caller: Callable[[], str]) -> Markup:
        example = read_example(caller(), RecommendationExample, page())
        return drawn(recommendation_example(example, thresholds, title), page())

    def office(title: str, caller: Callable[[], str]) -> Markup:
        example = read_example(caller(), OfficeExample, page())
        return drawn(office_example(example, thresholds, title), page())

    def pace(title: str, caller: Callable[[], str]) -> Markup:
        example = read_example(caller(), PaceExample, page())
        return drawn(pace_example(example, title), page())

    for macro in (kpi, recommendation, office, pace):
        env.macro(macro, f"{macro.__name__}_example")
