"""In: the Site and what is asked; out: one live figure for a hand-written page."""

from datetime import date

from markupsafe import Markup

from ict_maturity.aggregate.site import Site
from ict_maturity.facts.values import whole_months
from ict_maturity.problems import RefusedError
from ict_maturity.render.page import body_of, framed
from ict_maturity.said import Sayable, listed, word
from ict_maturity.texts.results import result_line


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
