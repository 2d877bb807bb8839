"""In: the Site; out: what a hand-written page may ask for, by name.

A worked example is YAML within a page, between `{% call kpi_example("title") %}` and
`{% endcall %}`; the engine computes it as it computes an office.
"""

from collections.abc import Callable, Mapping

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
from ict_maturity.render.page import words_for
from ict_maturity.render.worked_example import drawn
from ict_maturity.said import percentage

Functions = Mapping[str, Callable[..., object]]


def page_functions(site: Site, page: Callable[[], str]) -> Functions:
    """The functions; `page` tells for which staged page they are called."""
    # Not partial(): mkdocs-macros 1.5.0 prints each macro for its log, and a partial prints its
    # arguments, here a whole site; with 200 offices that took a fifth of the build.
    words = words_for(site)
    return {
        "count": lambda what: figures.count(site, what),
        "level": lambda office, id: words.say(figures.level(site, office, id)),
        "kpi_table": lambda id: figures.kpi_table(site, id, page()),
        "adoption_example": lambda id, to: adoption_example(site, id, to, page()),
        "months": figures.months,
        "percent": lambda share: words.say(percentage(share)),
        **examples(site, page),
    }


def examples(site: Site, page: Callable[[], str]) -> Functions:
    """The four kinds of worked examples, each with the YAML between `call` and `endcall`."""
    thresholds = site.content.framework.thresholds

    def kpi(title: str, caller: Callable[[], str]) -> Markup:
        example = read_example(str(caller()), KpiExample, page())
        return drawn(site, kpi_example(example, title), page())

    def recommendation(title: str, caller: Callable[[], str]) -> Markup:
        example = read_example(str(caller()), RecommendationExample, page())
        return drawn(site, recommendation_example(example, thresholds, title), page())

    def office(title: str, caller: Callable[[], str]) -> Markup:
        example = read_example(str(caller()), OfficeExample, page())
        return drawn(site, office_example(example, thresholds, title), page())

    def pace(title: str, caller: Callable[[], str]) -> Markup:
        example = read_example(str(caller()), PaceExample, page())
        return drawn(site, pace_example(example, title), page())

    return {f"{each.__name__}_example": each for each in (kpi, recommendation, office, pace)}
