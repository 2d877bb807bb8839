"""In: the Site; out: the index of KPIs and one page for each."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from ict_maturity import charts
from ict_maturity.aggregate.site import Site
from ict_maturity.check.claim import estimates_in
from ict_maturity.data.outputs import Output
from ict_maturity.model import Case, Kpi, Measured, Relation, Rule, RuleTest, template_path
from ict_maturity.order import natural_order
from ict_maturity.render.address import KPIS, kpi_path, recommendation_path
from ict_maturity.render.markdown import plain
from ict_maturity.render.page import Page, Part, body_of, lines, page_output, words_for
from ict_maturity.render.parts import kpi_labels, marks_of, source_line
from ict_maturity.render.standing import standing_of_kpi
from ict_maturity.said import Sayable, word
from ict_maturity.texts.rules import Fact, answer_facts, asked, cut_point_text
from ict_maturity.texts.words import Words

DATA = "data/v1/kpis.json"


class WordedCase(NamedTuple):
    """A case with its keyed answer in words."""

    case: Case
    facts: tuple[Fact, ...]


class Replacing(NamedTuple):
    """A KPI whose place another one takes, and how much it asked beside that."""

    kpi: Kpi
    relation: Relation


class WordedTest(NamedTuple):
    """A rule test with its answer in words."""

    test: RuleTest
    facts: tuple[Fact, ...]


def kpi_pages(site: Site) -> Iterator[Output]:
    """The index and the page of each KPI."""
    yield index(site)
    for kpi in site.content.kpis.values():
        yield kpi_page(site, kpi)


def index(site: Site) -> Output:
    """All KPIs, grouped by Recommendation."""
    content = site.content
    by_id = sorted(content.kpis.values(), key=lambda kpi: natural_order(kpi.id))
    kpis = sorted(by_id, key=lambda kpi: kpi.recommendation)
    body = body_of(
        site,
        "kpis.html.j2",
        KPIS,
        recommendations=content.recommendations.values(),
        by_id=content.recommendations,
        working_themes=[one for one in content.recommendations.values() if one.is_working_theme],
        kpis=kpis,
        types=sorted({kpi.rule.type for kpi in kpis}),
    )
    page = Page(
        KPIS,
        title=word("kpis.title"),
        description=word("kpis.description", number=len(content.kpis)),
        kind=word("kind.kpi"),
        body=body,
        data=DATA,
    )
    return page_output(site, page)


def kpi_page(site: Site, kpi: Kpi) -> Output:
    """What a KPI measures, how, with cases to try and where offices stand."""
    content = site.content
    path = kpi_path(kpi.id)
    body = body_of(
        site,
        "kpi.html.j2",
        path,
        kpi=kpi,
        facts=content.facts.named(kpi.facts),
        estimates=estimates_in(kpi, content.facts),
        recommendation=content.recommendations[kpi.recommendation],
        recommendation_path=recommendation_path(kpi.recommendation),
        levels=content.framework.levels,
        addressees={one.id: one.title for one in content.framework.addressees},
        asked=asked,
        cut_point_text=cut_point_text,
        chart=rule_chart(words_for(site), kpi),
        replaces=[Replacing(content.kpis[each.kpi], each.relation) for each in kpi.replaces],
        replaced_by=content.successors_of(kpi.id),
        applies=applies(site, kpi),
        cases=[WordedCase(case, answer_facts(kpi, case.answer)) for case in kpi.cases],
        tests=[WordedTest(test, answer_facts(kpi, test.answer)) for test in kpi.tests],
        templates={each.id: each.title for each in content.services.templates},
        services={each.id: each.title for each in content.services.services},
        template_path=template_path,
        standing=standing_of_kpi(site, kpi.id, path),
        line=partial(source_line, content, "kpi", kpi.id),
    )
    page = Page(
        path,
        title=word("titled", id=kpi.id, title=kpi.title),
        description=plain(kpi.measures),
        kind=word("kind.kpi"),
        body=body,
        source=content.source_of("kpi", kpi.id),
        data=DATA,
        cycle=site.latest_cycle,
        names=(kpi.id,),
        marks=marks_of(content.recommendations[kpi.recommendation]),
        parts=tuple(parts(kpi)),
    )
    return page_output(site, page)


def parts(kpi: Kpi) -> Iterator[Part]:
    """What the search finds of a KPI; of a case what happened and not the key, which is hidden."""
    yield Part("why", word("guidance.why"), plain(kpi.why))
    counting = (*kpi.counting.include, *kpi.counting.exclude)
    yield Part("scope", word("kpi.scope"), lines(plain(kpi.scope), *counting))
    rule = (question for _, question, _ in kpi.rule.questions())
    said = (kpi.rule.line(), *rule, *kpi_labels(kpi).values())
    yield Part("rule", word("kpi.rule"), lines(*said))
    wanted = (kpi.evidence_wanted[level] for level in sorted(kpi.evidence_wanted))
    yield Part("evidence", word("kpi.evidence"), lines(*wanted))
    if kpi.how:
        yield Part("how", word("kpi.how"), lines(kpi.to_do, *(step.text for step in kpi.how)))
    for number, case in enumerate(kpi.cases, start=1):
        yield Part(f"case-{number}", case.title, case.facts, (word("kind.case"), word("fictional")))
    for one in kpi.rulings:
        title = word("rulings.number", number=one.number)
        yield Part(f"ruling-{one.number}", title, lines(one.question, one.ruling))


def applies(site: Site, kpi: Kpi) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The profile fields and values that make the KPI apply, in words."""
    fields = {field.id: field for field in site.content.framework.profile}
    return tuple(
        (fields[id].title, tuple(fields[id].values[value] for value in values))
        for id, values in kpi.applies_when.items()
    )


LEVELS = range(5)
CHART = "rule-chart"


def rule_chart(words: Words, kpi: Kpi) -> Markup:
    """The rule as inline SVG; the table beside it says the same."""
    title, rule = words("rule.chart", id=kpi.id), kpi.rule
    desc = words.say(rule.line())
    if isinstance(rule, Measured):
        return charts.cut_points(CHART, title, desc, points(words, rule))
    return charts.ladder(CHART, title, desc, steps(words, rule))


def steps(words: Words, rule: Rule) -> tuple[str, ...]:
    """For each level 0 to 4 what it asks for, in two or three words."""
    asked: dict[int, Sayable] = {0: word("rule.step.none")}
    asked |= {stair.level: stair.words for stair in rule.stairs()}
    return tuple(words.say(asked.get(level, word("rule.step.skipped"))) for level in LEVELS)


def points(words: Words, rule: Measured) -> tuple[charts.CutPoint, ...]:
    """The floor and the four cut points, in the order of the levels."""
    figures = ((0, rule.floor), *rule.points_in_order())
    return tuple(
        charts.CutPoint(level, Fraction(figure), words.say(rule.said(figure)))
        for level, figure in figures
    )
