"""The project's own content names its sources: each outside name has an entry in the same file."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ict_maturity.model import Content, Facts, Kpi, Recommendation

ROOT = Path(__file__).parent.parent
NOT_TEXT = {"change_log", "facts", "id", "kpi", "related", "source", "sources", "url"}
NAME = re.compile(
    r"""
      \bCWS/\d+(?:/\d+)?                                  # documents: CWS/12/22
    | \bST\.\d+                                           # WIPO Standards: ST.96
    | \b[\w-]+\.txt\b                                     # files that a standard names
    | \b(?:ISO(?:/IEC)?|RFC|NIST(?:\ [A-Z]+)*)\ [\d-]+    # ISO/IEC 27001, RFC 9116
    | \b[A-Z]{2,}[a-z]?(?:\ \d+(?:\.\d+)*)?\b             # abbreviations: WCAG 2.2
    | \b[A-Z][a-z]*[A-Z]\w*                               # OpenAPI
    | (?<=[a-z,]\ )(?:[A-Z][a-z]+\ )+[A-Z][a-z]+          # Global Brand Database
    """,
    re.VERBOSE,
)
WORDS = {
    *("AI", "API", "APIs", "ICT", "IP", "KPI", "KPIs", "RPO", "RTO"),
    *("AA", "PDF", "JSON", "XML", "IB", "WIPO", "International Bureau", "Task Force"),
}
"""Words here, a level of WCAG, formats that name nothing to look up, and whom we write for."""


def texts_of(value: Any) -> Iterator[str]:
    """Every text of a file for its readers, sources and logs left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if key not in NOT_TEXT:
                yield from texts_of(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_of(part)


def named_in(thing: Kpi | Recommendation) -> set[str]:
    """The outside names that a file cites."""
    texts = texts_of(thing.model_dump(mode="json"))
    return {match.group() for text in texts for match in NAME.finditer(text)} - WORDS


def sources_of(thing: Kpi | Recommendation, facts: Facts) -> str:
    """All that a file says about where its outside names come from."""
    parts = [f"{source.title} {source.document or ''}" for source in thing.sources]
    for fact in facts.named(thing.facts):
        parts += [fact.statement, *fact.documents]
    if isinstance(thing, Recommendation):
        parts += [f"{each.id} {each.title}" for each in thing.related.standards]
        parts += [forum.id for forum in thing.related.forums]
        parts += [thing.source.document] if thing.source else []
    return "\n".join(parts)


def is_in(name: str, sources: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sources) is not None


def test_every_outside_name_has_a_source_in_its_file(content: Content) -> None:
    things: list[Kpi | Recommendation] = [
        *content.kpis.values(),
        *content.recommendations.values(),
    ]
    without = {
        f"{thing.id}: {name}"
        for thing in things
        for name in named_in(thing)
        if not is_in(name, sources_of(thing, content.facts))
    }
    assert sorted(without) == []


def test_every_kpi_rests_on_a_source(content: Content) -> None:
    assert [kpi.id for kpi in content.kpis.values() if not (kpi.sources or kpi.facts)] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Data in ST.96 or by WIPO DAS.", {"ST.96", "DAS"}),
        ("As CWS/12/22 and CWS/12 say.", {"CWS/12/22", "CWS/12"}),
        ("By ISO/IEC 27001, ISO 22301 and RFC 9116.", {"ISO/IEC 27001", "ISO 22301", "RFC 9116"}),
        (
            "WCAG 2.2, TLS 1.0, OpenAPI and a security.txt.",
            {"WCAG 2.2", "TLS 1.0", "OpenAPI", "security.txt"},
        ),
        ("It is in the Global Brand Database. The Office is not.", {"Global Brand Database"}),
        ("An IP office asks the International Bureau for KPIs as PDF.", set()),
    ],
)
def test_names_are_seen(text: str, names: set[str]) -> None:
    assert {match.group() for match in NAME.finditer(text)} - WORDS == names


def test_a_name_within_another_is_not_its_source() -> None:
    assert is_in("ST.9", "WIPO Standard ST.9: x")
    assert not is_in("ST.9", "WIPO Standard ST.96: x")
