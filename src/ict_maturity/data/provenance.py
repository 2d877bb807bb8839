"""In: content and one of its assessments; out: the Provenance of the result."""

from dataclasses import dataclass

from ict_maturity import __version__
from ict_maturity.data.digest import digest_of
from ict_maturity.data.written import assessment_data, kpi_data, recommendation_data, written
from ict_maturity.model import AssessmentKey, Content


@dataclass(frozen=True)
class Provenance:
    """What a result was computed from, and by which version of the engine.

    `edition` is the one that was answered; `input_digest` is the digest of all that went in.
    """

    edition: str
    engine_version: str
    input_digest: str


def framework_digest(content: Content) -> str:
    """The digest of what every result rests on: the framework, its Recommendations and its KPIs."""
    return digest_of(
        {
            "framework": written(content.framework),
            "recommendations": [
                recommendation_data(content, each) for each in content.recommendations.values()
            ],
            "kpis": [kpi_data(content, each) for each in content.kpis.values()],
        }
    )


def provenance(
    content: Content, key: AssessmentKey, framework: str, engine_version: str = __version__
) -> Provenance:
    """The provenance of one assessment's result; `framework` is the digest of the framework.

    The input is what decides the result and nothing else, in its published form, so that readers
    of the data files can take the digest themselves (docs/reference/digests.md).
    """
    reported = assessment_data(content, content.assessments[key])
    profile = content.offices[key.office].model_dump(mode="json", include={"profile"})
    decides = {
        name: reported.get(name, {}) for name in ("cycle", "edition", "reference_date", "answers")
    }
    digest = digest_of({"framework_digest": framework, "office": key.office, **profile, **decides})
    return Provenance(reported["edition"], engine_version, digest)
