"""In: the Site; out: the fields of the files that say what results rest on, and of their head."""

from typing import NamedTuple

from ict_maturity.data.written import kpi_data, recommendation_data
from ict_maturity.export import shapes as of
from ict_maturity.export.fields import Field, Record
from ict_maturity.model import (
    ClosedRound,
    Cycle,
    Edition,
    Facts,
    Framework,
    Kpi,
    Recommendation,
    Services,
    Term,
)

HEAD = Record(
    "Head",
    (
        Field("name", of.TEXT, "content.framework.name", meaning="head.name"),
        Field("edition", of.EDITION_ID, "content.framework.edition", meaning="head.edition"),
        Field("edition_status", of.EDITION_STATUS, "content.framework.edition_status"),
        Field("notice", of.TEXT, "content.framework.notice"),
        Field("engine_version", of.TEXT),
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
    (Field("code", of.OFFICE_CODE), Field("name", of.TEXT), Field("fictional", of.FLAG)),
)
TITLE_PAGE = Record(
    "TitlePage",
    (
        Field("framework_digest", of.DIGEST_HEX),
        FRAMEWORK,
        Field("glossary", Term, lambda content, _: content.glossary.in_order, many=True),
        Field("facts", Facts, lambda content, _: content.facts),
        Field("services", Services, lambda content, _: content.services),
        Field(
            "cycles",
            Cycle,
            lambda content, _: tuple(content.cycles.values()),
            many=True,
            meaning="framework.cycles",
        ),
        Field(
            "closed_rounds",
            ClosedRound,
            lambda content, _: tuple(content.closed.values()),
            many=True,
        ),
        Field(
            "offices",
            NAMED_OFFICE,
            lambda content, _: content.offices,
            many=True,
            meaning="framework.offices",
        ),
    ),
)


WITHDRAWAL = Record(
    "Withdrawal",
    (
        Field("office", of.OFFICE_CODE, meaning="withdrawal.office"),
        Field("cycle", of.CYCLE_ID, optional=True, meaning="withdrawal.cycle"),
        Field("date", of.DAY, meaning="withdrawal.date"),
        Field("fictional", of.FLAG),
    ),
)
WITHDRAWALS = Record(
    "Withdrawals",
    (
        Field(
            "withdrawals",
            WITHDRAWAL,
            lambda content, _: content.withdrawals.withdrawals,
            many=True,
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
        Field("edition", of.EDITION_ID, "id", meaning="cut.edition"),
        Field("status", of.EDITION_STATUS, meaning="edition_status"),
        Field("date", of.DAY, meaning="cut.date"),
        Field("engine_version", of.TEXT, "lock.engine_version", meaning="cut.engine_version"),
    ),
)
EDITION_FILE = Record(
    "Edition",
    (
        Field("cut", CUT, "edition"),
        Field("notes", of.TEXT, "edition.notes", meaning="edition.notes"),
        Field("framework_digest", of.DIGEST_HEX),
        FRAMEWORK,
        RECOMMENDATIONS,
        KPIS,
    ),
    under=lambda content, cut: content.under(cut.edition),
)
