"""In: the Site that the plugin built; out: its figures for hand-written pages, in a sandbox.

A page asks for them with `render_macros: true` in its front matter: `{{ count("kpis") }}`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ict_maturity.aggregate.site import Site
from ict_maturity.check.page_template import FUNCTIONS, PageEnvironment
from ict_maturity.problems import Problem
from ict_maturity.render.page_functions import page_functions
from ict_maturity.render.page_template import Blocks, PageError, filled, plain


@dataclass
class Template:
    """A page as mkdocs-macros renders it, with nothing but what we give it."""

    text: str
    functions: Mapping[str, Callable[..., object]]
    values: Mapping[str, object]
    source: str
    blocks: Blocks
    faults: list[Problem]

    def render(self, **unused: object) -> str:
        """The page's Markdown; what mkdocs-macros would hand to the page is left out."""
        try:
            return filled(self.text, self.functions, self.values, self.source)
        except PageError as fault:
            # mkdocs-macros would print a traceback with each error, and end `serve`.
            self.faults.append(fault.problem)
            self.blocks.clear()
            return ""


@dataclass
class Title:
    """A page's title, which is no template."""

    text: str

    def render(self, **unused: object) -> str:
        """The title."""
        return self.text


class Sandbox(PageEnvironment):
    """What takes the place of the environment that mkdocs-macros made for one page."""

    def __init__(self, env: Any, blocks: Blocks, source: str, faults: list[Problem]) -> None:
        super().__init__()
        self.calls = {name: blocks.keeping(env.macros[name]) for name in FUNCTIONS}
        self.values = {"framework": env.variables["framework"]}
        self.source, self.blocks, self.faults = source, blocks, faults
        self.is_read = False

    def from_string(self, source: Any, *unused: Any, **also_unused: Any) -> Any:
        """Read a page; its title, which mkdocs-macros asks for next, is shown as it is written."""
        if self.is_read:
            return Title(source)
        self.is_read = True
        return Template(source, self.calls, self.values, self.source, self.blocks, self.faults)


def on_pre_page_macros(env: Any) -> None:
    """What mkdocs-macros calls before each page: hand it our sandbox, and begin with no blocks."""
    plugin = env.conf.plugins["ict-maturity"]
    plugin.blocks = Blocks()
    page = env.page.file.src_uri
    env._env = Sandbox(env, plugin.blocks, plugin.sources.get(page) or page, plugin.faults)


def define_env(env: Any) -> None:
    """What mkdocs-macros calls: give pages the functions of `figures` and the `framework`."""
    site: Site = env.conf.plugins["ict-maturity"].site
    env.variables["framework"] = plain(site.content.framework)
    for name, function in page_functions(site, lambda: str(env.page.file.src_uri)).items():
        env.macro(function, name)
