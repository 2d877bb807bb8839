"""In: the Site that the plugin built; out: its figures for hand-written pages.

A page asks for them with `render_macros: true` in its front matter: `{{ count("kpis") }}`.
"""

from typing import Any

from ict_maturity.aggregate.site import Site
from ict_maturity.render import figures


def define_env(env: Any) -> None:
    """What mkdocs-macros calls: give pages the functions of `figures` and the `framework`."""
    site: Site = env.conf.plugins["ict-maturity"].site
    env.variables["framework"] = site.content.framework
    env.macro(partial(figures.count, site), "count")
    env.macro(partial(figures.level, site), "level")
    env.macro(lambda id: figures.kpi_table(site, id, env.page.file.src_uri), "kpi_table")
