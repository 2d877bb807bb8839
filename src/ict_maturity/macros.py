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
    # Not partial(): mkdocs-macros 1.5.0 prints each macro for its log, and a partial prints its
    # arguments, here a whole site; with 200 offices that took a fifth of the build.
    env.macro(lambda what: figures.count(site, what), "count")
    env.macro(lambda office, id: figures.level(site, office, id), "level")
    env.macro(lambda id: figures.kpi_table(site, id, env.page.file.src_uri), "kpi_table")
