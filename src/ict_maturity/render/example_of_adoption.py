"""In: the Site, a working theme and where its KPIs belong; out: what adopted content changes."""

from dataclasses import replace

from markupsafe import Markup

from ict_maturity.aggregate.site import Site
from ict_maturity.compare import Impact, Side, impact
from ict_maturity.compare.results import newest_reports
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.problems import RefusedError
from ict_maturity.render.page import body_of, framed, words_for
from ict_maturity.render.parts import Table
from ict_maturity.said import Sayable, listed, word
from ict_maturity.score import ready, regrouped


def adoption_example(site: Site, recommendation: str, to: str, path: str) -> Markup:
    """The figures of the day on which adopted content takes a working theme's place.

    It turns out to be about something else, so that the KPIs of the theme move to the
    Recommendation `to`. Computed from the content as it is. Raises RefusedError for an unknown id.
    """
    content = site.content
    for id in (recommendation, to):
        if id not in content.recommendations:
            raise RefusedError(word("problem.figure.adoption", recommendation=id))
    before, after = sides(site, recommendation, to)
    report = impact(before, after)
    table = Table(
        caption=word("adoption.caption", id=recommendation, to=to),
        columns=(word("adoption.what"), word("adoption.figure")),
        rows=rows(content, report, recommendation),
    )
    return framed(body_of(site, "adoption.html.j2", path, table=table))


def sides(site: Site, recommendation: str, to: str) -> tuple[Side, Side]:
    """Both sides with the results that the site has: the engine reads no answer again."""
    content, words = site.content, words_for(site)
    adopted = with_adopted_content(content, recommendation, to, words("adoption.statement"))
    prepared = ready(adopted)
    known = {**site.scorecards, **site.restated}
    newest = {
        key: known[key]
        for code, report in newest_reports(content).items()
        if (key := AssessmentKey(code, report.cycle))
    }
    moved = {key: regrouped(card, prepared, (recommendation, to)) for key, card in newest.items()}
    return (
        Side(words("adoption.before"), content, newest),
        Side(words("adoption.after"), adopted, moved),
    )


def with_adopted_content(content: Content, recommendation: str, to: str, statement: str) -> Content:
    """The same with the Recommendation confirmed and its KPIs moved by one line each."""
    text = content.recommendations[recommendation]
    confirmed = text.model_copy(update={"content_status": "confirmed", "statement": statement})
    moved = {
        kpi.id: kpi.model_copy(update={"recommendation": to})
        for kpi in content.kpis_of(recommendation)
    }
    return replace(
        content,
        recommendations={**content.recommendations, recommendation: confirmed},
        kpis={**content.kpis, **moved},
    )


def rows(content: Content, report: Impact, recommendation: str) -> tuple[tuple[Sayable, ...], ...]:
    """Counts, so that the page says what the machine found and nothing else."""
    moved = [item for item in report.items if "moved" in item.found]
    digests = sum(item.digest_before != item.digest_after for item in moved)
    reports = content.assessments.values()
    answers = sum(item.id in one.answers for item in moved for one in reports)
    classes = next(item.found for item in report.items if item.id == recommendation)
    again = listed((each.kpi for each in report.again), "commas") or word("adoption.none")
    return (
        (word("adoption.class", id=recommendation), listed(classes, "commas")),
        (word("adoption.moved"), listed((item.id for item in moved), "commas")),
        (word("adoption.lines"), str(max((len(item.fields) for item in moved), default=0))),
        (word("adoption.digests"), str(digests)),
        (word("adoption.answers"), str(answers)),
        (word("adoption.again"), again),
        (word("adoption.levels"), str(len(report.moves))),
    )
