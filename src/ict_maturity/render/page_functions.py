"""In: the Site; out: what a hand-written page may ask for, by name.

A worked example is YAML within a page, between `{% call kpi_example("title") %}` and
`{% endcall %}`; the engine computes it as it computes an office.
"""

from collections.abc import Callable, Mapping
from datetime import date

from markupsafe import Markup

from ict_maturity.aggregate.site import Site
from ict_maturity.facts.values import whole_months
from ict_maturity.load.handwritten import read_example
from ict_maturity.model import (
    ChangeExample,
    KpiExample,
    OfficeExample,
    PaceExample,
    RecommendationExample,
    RoundExample,
    WorldFact,
)
from ict_maturity.problems import RefusedError
from ict_maturity.render.example_of_adoption import adoption_example
from ict_maturity.render.example_of_kpi import kpi_example
from ict_maturity.render.example_of_results import (
    change_example,
    office_example,
    pace_example,
    recommendation_example,
    round_example,
)
from ict_maturity.render.page import body_of, framed, words_for
from ict_maturity.render.parts import drawn
from ict_maturity.said import Sayable, listed, percentage, word
from ict_maturity.texts.results import result_line

Functions = Mapping[str, Callable[..., object]]


def page_functions(site: Site, page: Callable[[], str]) -> Functions:
    """The functions; `page` tells for which staged page they are called."""
    # Not partial(): mkdocs-macros 1.5.0 prints each macro for its log, and a partial prints its
    # arguments, here a whole site; with 200 offices that took a fifth of the build.
    words = words_for(site)
    return {
        "count": lambda what: count(site, what),
        "fact": lambda id: fact(site, id).statement,
        "fact_source": lambda id: "; ".join(fact(site, id).documents),
        "level": lambda office, id: words.say(level(site, office, id)),
        "kpi_table": lambda id: kpi_table(site, id, page()),
        "adoption_example": lambda id, to: adoption_example(site, id, to, page()),
        "months": months,
        "percent": lambda share: words.say(percentage(share)),
        **examples(site, page),
    }


def examples(site: Site, page: Callable[[], str]) -> Functions:
    """The kinds of worked examples, each with the YAML between `call` and `endcall`."""
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

    def change(title: str, caller: Callable[[], str]) -> Markup:
        example = read_example(str(caller()), ChangeExample, page())
        return drawn(site, change_example(example, thresholds, title), page())

    def round(title: str, caller: Callable[[], str]) -> Markup:
        example = read_example(str(caller()), RoundExample, page())
        return drawn(site, round_example(example, thresholds, title), page())

    def pace(title: str, caller: Callable[[], str]) -> Markup:
        example = read_example(str(caller()), PaceExample, page())
        return drawn(site, pace_example(example, title), page())

    kinds = (kpi, recommendation, office, round, change, pace)
    return {f"{each.__name__}_example": each for each in kinds}


def count(site: Site, what: str) -> str:
    """How many there are of `recommendations`, `kpis`, `offices`, `assessments`, `cycles`,
    `terms`, `reporting` (offices with an assessment), `working_themes`, `drafts` or
    `office_kpis` (those that count and are asked of the offices).

    Raises RefusedError for anything else.
    """
    content = site.content
    offices = content.framework.addressees[0].id
    numbers = {
        "recommendations": len(content.recommendations),
        "kpis": len(content.kpis),
        "offices": len(content.offices),
        "assessments": len(content.assessments),
        "cycles": len(content.cycles),
        "terms": len(content.glossary.terms),
        "reporting": len({key.office for key in site.scorecards}),
        "working_themes": sum(one.is_working_theme for one in content.recommendations.values()),
        "office_kpis": sum(
            kpi.counted and kpi.addressee == offices for kpi in content.kpis.values()
        ),
        "drafts": sum(kpi.lifecycle == "draft" for kpi in content.kpis.values()),
    }
    if what not in numbers:
        known = listed(sorted(numbers), "commas")
        raise RefusedError(word("problem.figure.count", name=what, known=known))
    return str(numbers[what])


def fact(site: Site, id: str) -> WorldFact:
    """The fact of facts.yaml with this id.

    Raises RefusedError when there is none.
    """
    for each in site.content.facts.named((id,)):
        return each
    raise RefusedError(word("problem.figure.fact", id=id))


def level(site: Site, office: str, recommendation: str) -> Sayable:
    """An office's newest result for a Recommendation, in words.

    Raises RefusedError when there is no such office or Recommendation on the site.
    """
    content = site.content
    if office not in content.offices or recommendation not in content.recommendations:
        values = {"office": office, "recommendation": recommendation}
        raise RefusedError(word("problem.figure.level", **values))
    scorecard = site.latest_scorecard(office)
    if scorecard is None or recommendation not in scorecard.recommendations:
        return word("result.not_reported")
    return result_line(scorecard.recommendations[recommendation])


def kpi_table(site: Site, recommendation: str, page: str) -> Markup:
    """The KPIs of a Recommendation with their rules, as HTML for the staged `page`.

    Raises RefusedError when there is no such Recommendation.
    """
    if recommendation not in site.content.recommendations:
        raise RefusedError(word("problem.figure.kpi_table", recommendation=recommendation))
    body = body_of(
        site,
        "kpi_table.html.j2",
        page,
        kpis=site.content.kpis_of(recommendation),
        others={one.id: one.title for one in site.content.framework.addressees[1:]},
    )
    return framed(body)


def months(start: str, end: str) -> str:
    """The full months between two days, both written YYYY-MM-DD.

    Raises ValueError for anything else.
    """
    return str(whole_months(date.fromisoformat(start), date.fromisoformat(end)))
