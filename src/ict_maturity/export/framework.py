"""In: the Site; out: the fields of the files that say what results rest on, and of their head."""

from typing import NamedTuple

from ict_maturity.data.written import kpi_data, recommendation_data
from ict_maturity.export.fields import Field, Record
from ict_maturity.export.shapes import (
    DAY,
    DIGEST_HEX,
    EDITION_ID,
    EDITION_STATUS,
    FLAG,
    OFFICE_CODE,
    TEXT,
)
from ict_maturity.model import Cycle, Edition, Framework, Kpi, Recommendation, Term

HEAD = Record(
    "Head",
    (
        Field("name", TEXT, "content.framework.name", meaning="head.name"),
        Field("edition", EDITION_ID, "content.framework.edition", meaning="head.edition"),
        Field("edition_status", EDITION_STATUS, "content.framework.edition_status"),
        Field("notice", TEXT, "content.framework.notice"),
        Field("engine_version", TEXT),
    ),
)
"""What every file says of itself first."""


FRAMEWORK = Field("framework", Framework, lambda content, _: content.framework)
RECOMMENDATIONS = Field(
    "recommendations",
    Recommendation,
    lambda content, _: [
        recommendation_data(content, each) for each in content.recommendations.values()
    ],
    many=True,
)
KPIS = Field(
    "kpis",
    Kpi,
    lambda content, _: [kpi_data(content, each) for each in content.kpis.values()],
    many=True,
)
NAMED_OFFICE = Record(
    "NamedOffice",
    (Field("code", OFFICE_CODE), Field("name", TEXT), Field("fictional", FLAG)),
)
TITLE_PAGE = Record(
    "TitlePage",
    (
        Field("framework_digest", DIGEST_HEX),
        FRAMEWORK,
        Field("glossary", Term, lambda content, _: content.glossary.in_order, many=True),
        Field(
            "cycles",
            Cycle,
            lambda content, _: tuple(content.cycles.values()),
            many=True,
            meaning="framework.cycles",
        ),
        Field(
            "offices",
            NAMED_OFFICE,
            lambda content, _: content.offices.values(),
            many=True,
            meaning="framework.offices",
        ),
    ),
)


class CutEdition(NamedTuple):
    """An edition that was cut, and the digest of what its results rest on."""

    edition: Edition
    framework_digest: str


CUT = Record(
    "Cut",
    (
        Field("edition", EDITION_ID, "id", meaning="cut.edition"),
        Field("status", EDITION_STATUS, meaning="edition_status"),
        Field("date", DAY, meaning="cut.date"),
        Field("engine_version", TEXT, "lock.engine_version", meaning="cut.engine_version"),
    ),
)
EDITION_FILE = Record(
    "Edition",
    (
        Field("cut", CUT, "edition"),
        Field("framework_digest", DIGEST_HEX),
        FRAMEWORK,
        RECOMMENDATIONS,
        KPIS,
    ),
    under=lambda content, cut: content.under(cut.edition),
)
