"""A text says of the world only what a fact carries, or a wish."""

from dataclasses import replace

import pytest

from ict_maturity.check import findings
from ict_maturity.check.claim import estimates_in, faults_of, page_claims, sentences_of
from ict_maturity.data.outputs import Output
from ict_maturity.model import Facts
from ict_maturity.problems import wrong
from tests.unit.made_up import minimal_content

FACTS = Facts.model_validate(
    {
        "facts": [
            {
                "id": "fair",
                "statement": "The association holds a Book Fair. It is small.",
                "sources": [{"document": "MIN/7/70", "place": "page 2"}, {"document": "A list"}],
            }
        ],
        "references": ["MIN/#/#", "MIN/#"],
        "subjects": ["Book Fair"],
        "wishes": ["could"],
        "estimates": [
            {"figure": "60 days", "reason": "Two months."},
            {"figure": "6 days", "reason": "A week."},
        ],
    }
)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("MIN/7/70 and MIN/7 say so.", []),
        ("MIN/7/7 says so.", ["MIN/7/7"]),
        ("MIN/7/701 and MIN/70 do.", ["MIN/7/701", "MIN/70"]),
        ("XMIN/8 is something else.", []),
    ],
)
def test_a_reference_stands_in_a_fact(text: str, messages: list[str]) -> None:
    found = [
        wrong("claim-without-fact.reference", words=words).message for words in sorted(messages)
    ]
    assert [each.message for each in faults_of(text, FACTS, FACTS.facts)] == found


@pytest.mark.parametrize(
    ("text", "is_fine"),
    [
        ("The association holds a Book Fair.", True),
        ("The association holds a **Book Fair**.", True),
        ("It could be raised at the Book Fair.", True),
        ("Book Fair", True),
        ("| Shelves | Book Fair | Nobody knows. |", True),
        ("The Book Fair takes place in May.", False),
        ("It could rain. The Book Fair takes place in May.", False),
        ("| The Book Fair is in May. | It could be. |", False),
    ],
)
def test_a_sentence_about_a_subject_is_a_fact_or_a_wish(text: str, is_fine: bool) -> None:
    assert (list(faults_of(text, FACTS, FACTS.facts)) == []) is is_fine


def test_a_fact_that_is_not_named_carries_nothing() -> None:
    (fault,) = faults_of("The association holds a Book Fair.", FACTS, ())
    assert fault.code == "claim-without-fact"
    (fault,) = faults_of("See MIN/7/70.", FACTS, ())
    assert fault.code == "claim-without-fact"


def test_without_facts_nothing_is_watched() -> None:
    assert list(faults_of("MIN/8. The Book Fair is in May.", Facts(), ())) == []


def page(text: str) -> Output:
    return Output.of_text("a.md", text, "docs/a.md")


HEAD = "---\nrender_macros: true\n---\n"


def test_a_page_names_a_fact_by_printing_it() -> None:
    printed = HEAD + '\n{{ fact_source("fair") }}\nas MIN/7/70 says.\n'
    assert list(page_claims([page(printed)], FACTS)) == []
    assert list(page_claims([Output("a.png", b"MIN/8", "docs/a.png")], FACTS)) == []
    not_printed = printed.replace(HEAD, "")
    (problem,) = page_claims([page(not_printed)], FACTS)
    assert (problem.file, problem.line, problem.code) == ("docs/a.md", 3, "claim-without-fact")


def test_lines_count_through_what_is_printed_over_several() -> None:
    (problem,) = page_claims([page(HEAD + '{{ fact(\n"fair") }}\nMIN/8\n')], FACTS)
    assert problem.line == 6


def test_a_page_that_cannot_be_read_has_its_problem_elsewhere() -> None:
    assert list(page_claims([page("---\nx: [\n---\nMIN/8")], FACTS)) == []


def test_sentences_have_an_end_and_no_marks() -> None:
    assert list(sentences_of("> - **A b.** C\nd! Heading")) == ["A b.", "C d!"]


def found_with(**fields: object) -> list[tuple[object, str]]:
    content = replace(minimal_content(), facts=FACTS)
    kpi = content.kpis["K02"].model_copy(update=fields)
    content = replace(content, kpis={**content.kpis, "K02": kpi}, assessments={})
    return [(each.path, each.code) for _, each in findings(content)]


def test_a_kpi_names_the_facts_it_rests_on() -> None:
    assert found_with(why="As MIN/7 says.", facts=("fair",)) == []
    assert found_with(why="As MIN/7 says.") == [(("why",), "claim-without-fact")]
    assert found_with(facts=("fare",)) == [(("facts", 0), "fact-not-found")]


@pytest.mark.parametrize(
    ("forum", "text", "found"),
    [
        ("Book Fair", "It is in May.", ["claim-without-fact"]),
        ("Book Fair", "Shelves could be raised.", []),
        ("A street", "It is in May.", []),
    ],
)
def test_of_a_forum_that_is_a_subject_only_wishes_are_said(
    forum: str, text: str, found: list[str]
) -> None:
    content = replace(minimal_content(), facts=FACTS)
    one = content.recommendations["R01"]
    related = type(one.related).model_validate({"forums": [{"id": forum, "text": text}]})
    others = {**content.recommendations, "R01": one.model_copy(update={"related": related})}
    content = replace(content, recommendations=others, assessments={})
    assert [each.code for _, each in findings(content)] == found


def test_facts_and_estimates_are_listed_once() -> None:
    twice = FACTS.model_copy(
        update={"facts": FACTS.facts * 2, "estimates": (*FACTS.estimates, FACTS.estimates[0])}
    )
    content = minimal_content()
    files = {**content.files, ("facts", "facts"): "facts.yaml"}
    content = replace(content, facts=twice, files=files)
    assert [(each.path, each.code) for _, each in findings(content)] == [
        (("facts", 1, "id"), "listed-twice"),
        (("estimates", 2, "figure"), "listed-twice"),
    ]


def test_estimates_of_a_kpi_are_those_its_texts_have() -> None:
    kpi = minimal_content().kpis["K02"]
    assert [each.figure for each in estimates_in(kpi, FACTS)] == ["60 days"]
