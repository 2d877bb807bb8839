"""How much a round asks an office, in facts, words and hours."""

from dataclasses import replace
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from ict_maturity.model import Cycle, Rule
from ict_maturity.render.results import results_pages as pages
from ict_maturity.render.results_asked import asked_in_round, facts_of, texts_of
from ict_maturity.rules import Ratio
from tests.unit.made_up import minimal_content, site_of
from tests.unit.score_examples import (
    binary,
    checklist,
    content_of,
    kpi,
    ladder,
    number,
    ordered,
    ratio,
    recency,
)

CYCLE: Cycle = next(iter(minimal_content().cycles.values()))


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        (ladder(2, 2, 3, 2), 9),
        (checklist(6, (1, 2, 3, 4)), 6),
        (binary(), 1),
        (ratio("0.2", "0.4", "0.6", "0.8"), 1),
        (number(1, 2, 3, 4), 1),
        (recency(36, 24, 12, 6, floor=48), 1),
        (ordered(0, 1, 2), 1),
    ],
)
def test_a_fact_is_one_check_or_the_whole_answer(rule: Rule, facts: int) -> None:
    assert facts_of(kpi("K01", rule)) == facts


def test_a_round_asks_what_counts_or_what_it_names() -> None:
    rule = ladder(1, 1, 1, 1)
    content = content_of(
        kpi("K01", rule, hours=Decimal("1.5")),
        kpi("K02", rule, hours=Decimal(2)),
        kpi("K03", rule, lifecycle="upcoming"),
        kpi("K04", rule, addressee="hub"),
    )
    whole = asked_in_round(content, CYCLE)
    assert [each.kpi.id for each in whole.kpis] == ["K01", "K02"]
    assert (whole.facts, whole.hours, whole.estimated) == (8, Decimal("3.5"), 2)
    short = asked_in_round(content, CYCLE.model_copy(update={"kpis": ("K02",)}))
    assert [each.kpi.id for each in short.kpis] == ["K02"]
    assert (short.facts, short.hours) == (4, Decimal(2))


def test_the_words_are_those_that_an_office_reads() -> None:
    content = minimal_content()
    one = content.kpis["K02"]
    words = next(each for each in asked_in_round(content, CYCLE).kpis if each.kpi == one).words
    said = [one.title, one.measures, one.scope, *one.counting.include, *one.counting.exclude]
    assert isinstance(one.rule, Ratio)
    said += [one.rule.numerator, one.rule.denominator]
    assert list(texts_of(one)) == said
    assert words == len(" ".join(said).split())


def test_the_page_of_a_round_says_how_much_it_asks() -> None:
    content = minimal_content()
    estimated = {
        id: each.model_copy(update={"hours": Decimal("1.5"), "answered_by": "Front desk"})
        for id, each in content.kpis.items()
    }
    for kpis, told in ((content.kpis, False), (estimated, True)):
        site = site_of(replace(content, kpis=kpis))
        asked = asked_in_round(site.content, CYCLE)
        assert asked.facts == sum(each.facts for each in asked.kpis) > 0
        page = next(each for each in pages(site) if f"results/{CYCLE.id}.md" in each.path)
        said = " ".join(BeautifulSoup(page.text, "html.parser").get_text(" ").split())
        assert f"KPIs {len(asked.kpis)} Facts {asked.facts} Words to read {asked.words}" in said
        assert (f"Hours {1.5 * len(asked.kpis):g} as this project estimates" in said) is told
        assert ("Front desk" in said) is told
