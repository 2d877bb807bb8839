"""In: the Site and a round; out: what a session is told about the round, to print.

Every number of it stands in the data files that its last part names.
"""

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files

from ict_maturity.aggregate.site import Site
from ict_maturity.export import FOLDER
from ict_maturity.export.round_tables import ROUND_TABLES
from ict_maturity.facts.address import is_placeholder
from ict_maturity.model import AssessmentKey, Cycle
from ict_maturity.paper import Bar, Bars, Block, Document, Grid, Heading, Item, Paragraph
from ict_maturity.render.health import FIRST_SHOWN, entry
from ict_maturity.render.learn import Voice, meetings_among
from ict_maturity.render.page import words_for
from ict_maturity.render.parts import Table, office_words, recommendation_words
from ict_maturity.render.printed import printed
from ict_maturity.render.results import gaps, name_in_round, reporting_words
from ict_maturity.render.results_tables import (
    Choices,
    all_choices,
    asked,
    breakdown_tables,
    change_table,
    level_table,
)
from ict_maturity.said import Sayable, listed, long_date, word

LEVEL_COLOUR = re.compile(r"--ictm-level-([0-4]): (#[0-9a-f]{6});")
BAR_COLOUR, BETWEEN_COLOUR = "#1b5c84", "#ffffff"


def session_report(site: Site, cycle: Cycle) -> Document:
    """The report on a round that has results, in the words of the edition that it asked about."""
    return Report(site.asked_in(cycle.id), cycle).document()


class Report:
    """Speaks the results of one round, part by part."""

    def __init__(self, site: Site, cycle: Cycle) -> None:
        self.site = site
        self.cycle = cycle
        self.results = site.results[cycle.id]
        self.say = words_for(site).say

    def document(self) -> Document:
        """All parts, below the title and what the report is."""
        framework = self.site.content.framework
        title = self.say(word("report.title", title=self.cycle.title))
        parts = (
            self.what_it_is(),
            self.participation(),
            self.levels(),
            self.gaps(),
            self.responses(),
            self.changes(),
            self.exchange(),
            self.proposals(),
            self.sources(),
        )
        blocks = [Heading(title, 1), *(block for part in parts for block in part)]
        return printed(framework, title, self.say(word("report.draft")), blocks)

    def what_it_is(self) -> Iterator[Block]:
        """That it is a draft, of what, and under whose responsibility."""
        cycle, framework = self.cycle, self.site.content.framework
        yield self.text(word("report.draft.note"), strong=True)
        if cycle.fictional:
            yield self.text(word("results.fictional"), strong=True)
        days = {"opens": cycle.opens, "closes": cycle.closes, "reference": cycle.reference_date}
        said = {name: long_date(day) for name, day in days.items()}
        yield self.text(word("results.period", **said), quiet=True)
        yield self.text(framework.notice, quiet=True)

    def participation(self) -> Iterator[Block]:
        """Who was asked, who answered."""
        results, cycle = self.results, self.cycle
        yield self.heading(word("results.participation"))
        yield self.text(word("results.answered", reporting=results.reporting, asked=results.asked))
        total = results.all_offices.offices
        rows: list[tuple[Sayable, ...]] = [
            (word("results.invited" if cycle.invited else "results.asked"), str(results.asked)),
            (word("results.reporting"), reporting_words(results)),
        ]
        if total is not None:
            rows.append((word("results.all.reporting"), str(total)))
        columns = (word("results.group"), word("offices.number"))
        yield self.grid(Table(word("results.participation"), columns, tuple(rows)))
        offices = self.site.content.offices
        names = [name_in_round(offices[code], cycle) for code in results.named]
        yield self.text(word("results.named", names=listed(names, "commas")))
        yield from map(self.grid, breakdown_tables(self.site, results))
        few = self.site.content.framework.thresholds.small_cell
        yield self.text(word("results.all.hidden", few=few), quiet=True)

    def levels(self) -> Iterator[Block]:
        """Where offices stand: a figure, and its numbers."""
        site, results = self.site, self.results
        yield self.heading(word("results.levels"))
        names = [word("level.number", level=each.level) for each in site.content.framework.levels]
        parts = zip(
            (*names, word("results.between")), (*level_colours(), BETWEEN_COLOUR), strict=True
        )
        bars = (
            Bar(
                self.say(recommendation_words(site.content.recommendations[id])),
                (*found.levels, found.between),
            )
            for id, found in asked(site, results, results.recommendations)
        )
        yield Bars(
            self.say(word("results.levels.note")),
            tuple((self.say(name), colour) for name, colour in parts),
            tuple(bars),
        )
        yield self.grid(level_table(site, results))
        yield self.text(word("results.between.note"), quiet=True)
        if results.short_rounds:
            yield self.text(word("results.short_rounds"), quiet=True)

    def gaps(self) -> Iterator[Block]:
        """The KPIs with most offices below level 2."""
        yield self.heading(word("results.gaps"))
        found = gaps(self.site, self.results)
        if not found:
            yield self.text(word("results.gaps.none"))
            return
        columns = (
            word("results.kpi"),
            word("recommendation"),
            word("results.gaps.below"),
            word("results.gaps.score"),
        )
        rows = (
            (
                word("titled", id=each.kpi.id, title=each.kpi.title),
                recommendation_words(each.recommendation),
                each.below,
                each.score,
            )
            for each in found
        )
        yield self.grid(Table(word("results.gaps.note"), columns, tuple(rows)))

    def responses(self) -> Iterator[Block]:
        """What offices said beyond the KPIs: for each question a figure and its numbers."""
        yield self.heading(word("results.responses"))
        found = all_choices(self.site, self.results)
        for choices in found:
            yield self.heading(choices.title, 3)
            part = self.say(word("offices.number"))
            bars = tuple(Bar(each.label, (each.offices,)) for each in choices.options)
            yield Bars(choices.text, ((part, BAR_COLOUR),), bars)
            yield self.grid(choices_table(choices))
        if not found:
            yield self.text(word("results.responses.none"))

    def changes(self) -> Iterator[Block]:
        """What changed since the round before, over the offices of both."""
        few = self.site.content.framework.thresholds.small_cell
        before = self.results.compared_with
        table = change_table(self.site, self.results)
        yield self.heading(word("results.changes.title"))
        if table.rows:
            yield self.grid(table)
            yield self.text(word("results.changes.note", few=few), quiet=True)
        elif before:
            yield self.text(word("results.changes.none", few=few))
        else:
            yield self.text(word("results.changes.first"))

    def exchange(self) -> Iterator[Block]:
        """What offices offer and ask for in the round, those that meet first."""
        content, results = self.site.content, self.results
        keys = (AssessmentKey(code, results.cycle) for code in results.named)
        meetings = [each for each in meetings_among(content, keys) if not each.empty]
        yield self.heading(word("learn.title"))
        for meeting in sorted(meetings, key=lambda each: not each.matched):
            title = recommendation_words(meeting.recommendation)
            if meeting.matched:
                title = word("marked", text=title, mark=word("learn.matched"))
            yield self.heading(title, 3)
            yield from self.voices(word("learn.offers"), meeting.offers)
            yield from self.voices(word("learn.asks"), meeting.asks)
        if not meetings:
            yield self.text(word("report.exchange.none"))

    def voices(self, kind: Sayable, voices: Iterable[Voice]) -> Iterator[Block]:
        """What offices offer, or ask for."""
        for each in voices:
            text = word("report.voice", kind=kind, office=office_words(each.office), text=each.text)
            yield Item(self.say(text))

    def proposals(self) -> Iterator[Block]:
        """What KPI health puts forward for review, by need."""
        health = self.site.health
        yield self.heading(word("report.proposals"))
        if health.cycle is None or not health.queue:
            yield self.text(word("report.proposals.none"))
            return
        site = self.site.asked_in(health.cycle)
        shown = health.queue[:FIRST_SHOWN]
        of = len(health.queue)
        yield self.text(
            word("report.proposals.note", cycle=health.cycle, number=len(shown), all=of)
        )
        for id in shown:
            waiting = entry(site, health.of(id))
            kpi, recommendation = waiting.kpi, waiting.recommendation
            title = recommendation_words(recommendation)
            if kpi:
                title = word("report.kpi", id=kpi.id, title=kpi.title, recommendation=title)
            yield self.heading(title, 3)
            yield from (Item(self.say(reason)) for reason in waiting.reasons)

    def sources(self) -> Iterator[Block]:
        """Where the numbers stand, and what they were computed from."""
        site, cycle = self.site, self.cycle
        framework = site.content.framework
        yield self.heading(word("sources"))
        yield self.text(
            word(
                "report.sources.edition",
                edition=cycle.edition,
                digest=site.framework_digests[cycle.edition],
                engine=site.engine_version,
            )
        )
        if not is_placeholder(framework.site_url):
            yield self.text(word("report.sources.site", url=framework.site_url))
        yield Item(f"{FOLDER}/results/{cycle.id}.json")
        yield from (Item(f"{FOLDER}/{table.name}.csv") for table in ROUND_TABLES)
        yield Item(f"{FOLDER}/health.json")

    def heading(self, said: Sayable, level: int = 2) -> Heading:
        """A heading, spoken."""
        return Heading(self.say(said), level)

    def text(self, said: Sayable, strong: bool = False, quiet: bool = False) -> Paragraph:
        """A paragraph, spoken."""
        return Paragraph(self.say(said), strong, quiet)

    def grid(self, table: Table) -> Grid:
        """A table, spoken."""
        return Grid(
            self.say(table.caption),
            tuple(map(self.say, table.columns)),
            tuple(tuple(map(self.say, row)) for row in table.rows),
        )


def level_colours() -> list[str]:
    """The colours of the five levels on paper, as the style sheet has them."""
    css = (files("ict_maturity") / "assets/ict-maturity.css").read_text("utf-8")
    return [colour for _, colour in sorted(LEVEL_COLOUR.findall(css)[:5])]


def choices_table(choices: Choices) -> Table:
    """The options of a question, the most chosen first."""
    caption = word("results.responses.answered", number=choices.answered)
    by_name = word("results.by_name" if choices.all_answered else "offices.number")
    columns = (word("results.responses.option"), by_name)
    if not choices.all_answered:
        rows = tuple((each.label, str(each.offices)) for each in choices.options)
        return Table(caption, columns, rows)
    return Table(
        listed(
            (caption, word("results.responses.answered.all", number=choices.all_answered)),
            "sentences",
        ),
        (*columns, word("results.all.column")),
        tuple((each.label, str(each.offices), each.all) for each in choices.options),
    )
