"""In: the Site; out: every file for other programs, below data/v1/."""

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.data.written import framework_data, kpi_data, recommendation_data
from ict_maturity.export.changes import changes_csv
from ict_maturity.export.edition import edition_data
from ict_maturity.export.health import health_csv, health_data
from ict_maturity.export.json_file import FOLDER, about, json_output
from ict_maturity.export.office import office_data
from ict_maturity.export.results import results_data
from ict_maturity.export.scorecard import scorecard_data
from ict_maturity.export.tables import answers_csv, scores_csv
from ict_maturity.forms.schema import schemas

__all__ = ["export", "scorecard_data"]


def export(site: Site) -> tuple[Output, ...]:
    """Every file, in the order of their paths."""
    content = site.content
    asked = site.asked_in(site.health.cycle)
    head = about(site)
    recommendations = [recommendation_data(content, r) for r in content.recommendations.values()]
    kpis = [kpi_data(content, kpi) for kpi in content.kpis.values()]
    files = [
        json_output(
            "framework.json",
            head | {"framework_digest": site.framework_digest} | framework_data(content),
        ),
        json_output("recommendations.json", head | {"recommendations": recommendations}),
        json_output("kpis.json", head | {"kpis": kpis}),
        json_output("health.json", head | health_data(asked)),
        health_csv(asked),
        scores_csv(site),
        answers_csv(site),
        changes_csv(site),
        *(
            json_output(f"editions/{edition.id}.json", head | edition_data(site, edition))
            for edition in content.editions.values()
        ),
        *(
            json_output(
                f"offices/{office.code.lower()}.json",
                head | office_data(site, office),
                content.source_of("office", office.code),
            )
            for office in content.offices.values()
        ),
        *(
            json_output(
                f"results/{results.cycle}.json",
                head | results_data(site, results),
                content.source_of("cycle", results.cycle),
            )
            for results in site.results.values()
        ),
        *(Output(f"{FOLDER}/{schema.path}", schema.content) for schema in schemas()),
    ]
    return tuple(sorted(files, key=lambda file: file.path))
