"""In: the settings of mkdocs.yml; out: the same, with what framework.yaml and our theme say."""

from collections.abc import Iterable
from logging import WARNING
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from ict_maturity.model import Framework
from ict_maturity.render.drawn_page import ENGINE
from ict_maturity.render.theme_text import as_html

LANGUAGE = "partials/languages/{}.html"
"""Where the theme has its own words."""
UNKNOWN_LANGUAGE = (
    'The site engine\'s theme has no words of its own in "{}", the first of the languages in '
    "framework.yaml. Write a language that Material for MkDocs knows."
)
THEME = Path(__file__).parents[2] / "theme"
"""What we add to the theme: few templates, with our styles and scripts."""


def root_of(config: MkDocsConfig) -> Path:
    """The content root is where mkdocs.yml lies."""
    return Path(config.config_file_path).parent


def complete(
    config: MkDocsConfig, framework: Framework, version: str, staged: Iterable[str]
) -> None:
    """Say to the engine all that mkdocs.yml need not say.

    `version` is the folder that the site is for, beside other versions; `staged` are the files
    that the engine reads. Raises Abort for a language that the theme does not have.
    """
    _take_from_framework(config, framework)
    if version:
        # Sitemap and citations name the permanent address; our template makes it canonical
        # that the latest edition has the page.
        config.site_url = f"{framework.site_url}{version}/"
        config.extra["version"] = {"provider": "mike", "alias": True}
    _add_theme(config, list(staged))
    _warn_of_dead_links(config)
    for extension, settings in ENGINE.items():
        config.mdx_configs[extension] = {**config.mdx_configs.get(extension, {}), **settings}


def _take_from_framework(config: MkDocsConfig, framework: Framework) -> None:
    """framework.yaml is the one source of names and addresses; only `serve` has its own."""
    config.site_name = as_html(framework.name)
    config.site_description = as_html(framework.purpose)
    config.site_url = config.site_url or framework.site_url
    config.repo_url = framework.real_repository
    if not any(
        (Path(folder) / LANGUAGE.format(framework.language)).is_file()
        for folder in config.theme.dirs
    ):
        raise Abort(UNKNOWN_LANGUAGE.format(framework.language))
    # The theme takes from it the language of the page, its direction and its own words.
    config.theme["language"] = framework.language


def _add_theme(config: MkDocsConfig, staged: list[str]) -> None:
    """Our few templates go before the theme's own, our styles and scripts after them."""
    config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
    assets = [path for path in staged if path.startswith("assets/ict-maturity")]
    config.extra_css += [path for path in assets if path.endswith(".css")]
    config.extra_javascript += [path for path in assets if path.endswith(".js")]


def _warn_of_dead_links(config: MkDocsConfig) -> None:
    """What leads nowhere in a page is a warning, unless mkdocs.yml says otherwise."""
    links = config.validation.links
    said = {name for given in links.user_configs for name in given}
    for name in links.keys() - said:
        links[name] = WARNING


def escape_settings(config: MkDocsConfig) -> None:
    """All texts of mkdocs.yml that the theme prints, now that every page has been read."""
    config.site_author = as_html(config.site_author)
    config.extra = as_html(config.extra)
    config.mdx_configs = as_html(config.mdx_configs)
    for name in config.theme:
        config.theme[name] = as_html(config.theme[name])
