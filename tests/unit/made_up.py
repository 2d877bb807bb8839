"""Small sites for unit tests, made from the example with parts replaced."""

import csv
from dataclasses import replace
from fractions import Fraction
from io import StringIO
from typing import Any

from ict_maturity.aggregate import publish
from ict_maturity.aggregate.distribution import Place, distribution
from ict_maturity.aggregate.results import AllOffices, CycleResults, Distribution
from ict_maturity.aggregate.site import Site
from ict_maturity.export import FOLDER, csv_files
from ict_maturity.export.health import HEALTH
from ict_maturity.export.results import RESULTS, Round
from ict_maturity.load import load
from ict_maturity.model import AssessmentKey, Audience, Content, Glossary, Kpi, Recommendation, Term
from ict_maturity.model.framework import Respondent
from ict_maturity.score import score_all
from tests.copies import MINIMAL


def minimal_content() -> Content:
    """The example, with pages that speak of offices and not of libraries."""
    content = load(MINIMAL).content
    assert content is not None
    usual = content.framework.model_copy(update={"respondent": Respondent()})
    return replace(content, framework=usual)


def with_recommendation(content: Content, **changes: object) -> Content:
    """The content with fields of R01 replaced; the values are not validated."""
    changed: Recommendation = content.recommendations["R01"].model_copy(update=changes)
    return replace(content, recommendations={**content.recommendations, "R01": changed})


def with_kpi(content: Content, **changes: object) -> Content:
    """The content with fields of K01 replaced; the values are not validated."""
    changed: Kpi = content.kpis["K01"].model_copy(update=changes)
    return replace(content, kpis={**content.kpis, "K01": changed})


def with_office(content: Content, code: str, **changes: object) -> Content:
    """The content with fields of an office replaced; the values are not validated."""
    changed = content.offices[code].model_copy(update=changes)
    content = replace(content, offices={**content.offices, code: changed})
    return with_audience(content, code, changed.audience) if "audience" in changes else content


def with_audience(content: Content, code: str, audience: Audience) -> Content:
    """The content with another audience of all that an office reported."""
    reports = {
        key: each.model_copy(update={"audience": audience}) if key.office == code else each
        for key, each in content.assessments.items()
    }
    return replace(content, assessments=reports)


def with_assessment(content: Content, key: AssessmentKey, **changes: object) -> Content:
    """The content with fields of an assessment replaced; the values are not validated."""
    changed = content.assessments[key].model_copy(update=changes)
    return replace(content, assessments={**content.assessments, key: changed})


def with_terms(content: Content, *terms: Term) -> Content:
    return replace(content, glossary=Glossary(terms=terms))


def where(id: str, levels: tuple[int, ...], between: int = 0) -> Distribution:
    """So many offices at each level and between levels, each at the lowest score of its level."""
    shown = [level for level, count in enumerate(levels) for _ in range(count)]
    places = [Place(level, level, Fraction(25 * level)) for level in shown]
    return distribution(id, [*places, *[Place(2, 3, Fraction(50))] * between])


def results(content: Content, cycle: str, levels: tuple[int, ...]) -> CycleResults:
    """The same distribution for every Recommendation and KPI."""
    return CycleResults(
        cycle=cycle,
        asked=2,
        named=(),
        recommendations={id: where(id, levels) for id in content.recommendations},
        kpis={id: where(id, levels) for id in content.kpis},
        breakdowns={},
        responses={},
        all_offices=AllOffices(None, {}, {}, {}),
    )


def health_data(site: Site) -> dict[str, Any]:
    """What health.json says below its head."""
    asked = site.asked_in(site.health.cycle)
    return HEALTH.json(site.content, asked)


def results_data(site: Site, cycle: str) -> dict[str, Any]:
    """What the file of a round says below its head."""
    of = Round(site, site.content.cycles[cycle], site.results[cycle])
    return RESULTS.json(site.content, of)


def rows_of(site: Site, name: str) -> list[dict[str, str]]:
    """The rows of a CSV file by their columns."""
    files = {file.path: file for file in csv_files(site)}
    return list(csv.DictReader(StringIO(files[f"{FOLDER}/{name}"].text)))


def site_of(content: Content, *cycles: CycleResults) -> Site:
    """The site that the content makes, with the results of cycles replaced by those given."""
    site = publish(content, score_all(content))
    return replace(site, results={one.cycle: one for one in cycles}) if cycles else site
