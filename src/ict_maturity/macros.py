"""In: the Site that the plugin built; out: its figures for hand-written pages.

A page asks for them with `render_macros: true` in its front matter: `{{ count("kpis") }}`.
"""

from functools import partial
from typing import Any

from markupsafe import Markup

from ict_maturity.aggregate.site import Site
from ict_maturity.render.address import kpi_path, url_from
from ict_maturity.render.level_cell import recommendation_cell
from ict_maturity.texts.rules import rule_line
from ict_maturity.texts.words import word


def define_env(env: Any) -> None:
    """What mkdocs-macros calls: give pages the functions below and the `framework`."""
    site: Site = env.conf.plugins["ict-maturity"].site
    env.variables["framework"] = site.content.framework
    env.macro(partial(count, site), "count")
    env.macro(partial(level, site), "level")
    env.macro(lambda id: kpi_table(site, id, env.page.file.src_uri), "kpi_table")


def count(site: Site, what: str) -> int:
    """How many `recommendations`, `kpis`, `offices`, `assessments` or `cycles` are published.

    Raises AttributeError for anything else.
    """
    return len(getattr(site.content, what))


def level(site: Site, office: str, recommendation: str) -> str:
    """The level of an office in its latest assessment, in words; KeyError for an unknown id."""
    code = site.content.offices[office].code
    scorecard = site.latest_scorecard(code)
    if scorecard is None:
        return word("result.not_reported")
    return recommendation_cell(scorecard.recommendations[recommendation]).words


def kpi_table(site: Site, recommendation: str, page: str) -> Markup:
    """A Recommendation's KPIs with their rules in one line, as HTML for the staged `page`.

    Raises KeyError for an unknown Recommendation.
    """
    id = site.content.recommendations[recommendation].id
    rows = Markup().join(
        Markup("<tr><td><a href='{}'>{} {}</a></td><td>{}</td></tr>").format(
            url_from(page, kpi_path(kpi.id)), kpi.id, kpi.title, rule_line(kpi.rule)
        )
        for kpi in site.content.kpis_of(id)
    )
    return Markup(
        "<table><thead><tr><th scope='col'>{}</th><th scope='col'>{}</th></tr></thead>"
        "<tbody>{}</tbody></table>"
    ).format(word("kpi"), word("kpi.rule.short"), rows)
