"""In: the Site and what is asked; out: one live figure for a hand-written page."""

from ict_maturity.aggregate.site import Site
from ict_maturity.render.address import kpi_path
from ict_maturity.texts.results import result_line
from ict_maturity.texts.rules import rule_line
from ict_maturity.texts.words import word


def count(site: Site, what: str) -> str:
    """How many there are of `recommendations`, `kpis`, `offices`, `cycles`, `terms`,
    `reporting` (offices with an assessment), `working_themes` or `drafts`.

    Raises ValueError for anything else.
    """
    content = site.content
    numbers = {
        "recommendations": len(content.recommendations),
        "kpis": len(content.kpis),
        "offices": len(content.offices),
        "cycles": len(content.cycles),
        "terms": len(content.glossary.terms),
        "reporting": len({key.office for key in site.scorecards}),
        "working_themes": sum(one.is_working_theme for one in content.recommendations.values()),
        "drafts": sum(kpi.lifecycle == "draft" for kpi in content.kpis.values()),
    }
    if what not in numbers:
        raise ValueError(f'cannot count "{what}"; expected one of {", ".join(sorted(numbers))}')
    return str(numbers[what])


def level(site: Site, office: str, recommendation: str) -> str:
    """An office's newest result for a Recommendation, in words.

    Raises ValueError when there is no such office or Recommendation on the site.
    """
    content = site.content
    if office not in content.offices or recommendation not in content.recommendations:
        raise ValueError(f"no public office {office} or no Recommendation {recommendation}")
    scorecard = site.latest_scorecard(office)
    if scorecard is None or recommendation not in scorecard.recommendations:
        return word("result.not_reported")
    return result_line(scorecard.recommendations[recommendation])


def kpi_table(site: Site, recommendation: str) -> str:
    """The KPIs of a Recommendation with their rules, as a Markdown table.

    Addresses are those of pages at the top of docs/. Raises ValueError for no Recommendation.
    """
    if recommendation not in site.content.recommendations:
        raise ValueError(f"no Recommendation {recommendation}")
    rows = [
        f"| [{kpi.id} {in_cell(kpi.title)}]({kpi_path(kpi.id)}) | {in_cell(rule_line(kpi.rule))} |"
        for kpi in site.content.kpis_of(recommendation)
    ]
    head = [f"| {word('kpi')} | {word('kpi.rule.short')} |", "|---|---|"]
    return "\n".join([*head, *rows])


def in_cell(text: str) -> str:
    """Text that cannot end the cell of a Markdown table or start markup in it."""
    for sign in "\\|[]<>*_`":
        text = text.replace(sign, f"&#{ord(sign)};")
    return text
