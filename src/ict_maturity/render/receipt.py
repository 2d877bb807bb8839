"""In: an office and what was read of its answers; out: one page to send back to it.

The page is whole by itself: it asks no other address for anything, and runs nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from importlib.resources import files
from urllib.parse import urljoin

from ict_maturity.aggregate import Site, publish
from ict_maturity.facts.address import is_placeholder
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.paper import Document, Heading
from ict_maturity.render.address import office_path, url_of
from ict_maturity.render.office import reported_body
from ict_maturity.render.printed import blocks_of, printed
from ict_maturity.said import Name, Sayable, word
from ict_maturity.score import score_all
from ict_maturity.texts.words import site_words

LINK = re.compile(r'<a ([^>]*?)href="([^"#][^"]*)"')
PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body data-md-color-scheme="default">
<main class="md-typeset ictm-receipt">
<h1>{title}</h1>
{head}
<div class="ictm">{body}</div>
</main>
</body>
</html>
"""
STYLE = """
body { margin: 0; background: var(--ictm-paper); color: var(--ictm-ink); }
.ictm-receipt { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem; font-size: 1rem;
  line-height: 1.5; font-family: system-ui, sans-serif; }
.ictm-receipt a { color: var(--ictm-link); }
"""


def receipt(content: Content, key: AssessmentKey, lines: Sequence[Sayable]) -> str:
    """The levels, the reasons and the next steps of an office, below some lines on what was read.

    `content` has the report under `key`; nothing of other offices is on the page.
    """
    site = alone(content, key)
    words = site_words(content.framework)
    office = site.content.offices[key.office]
    body = str(reported_body(site, office, site.scorecards[key]))
    title = word("receipt.title", name=Name(office.name), cycle=content.cycles[key.cycle].title)
    css = (files("ict_maturity") / "assets/ict-maturity.css").read_text("utf-8")
    return PAGE.format(
        language=content.framework.language,
        direction=words.direction,
        title=escape(words.say(title)),
        style=css + STYLE,
        head="\n".join(f"<p>{escape(words.say(line))}</p>" for line in lines),
        body=leading_to(content.framework.site_url, office_path(key.office), opened(body)),
    )


def printed_receipt(content: Content, key: AssessmentKey, lines: Sequence[Sayable]) -> Document:
    """The same to print, without pictures: a table or a list beside each of them says the same."""
    page = receipt(content, key, lines)
    blocks = blocks_of(page[page.index("<body") :])
    title = next(block.text for block in blocks if isinstance(block, Heading))
    return printed(content.framework, title, "", blocks)


def alone(content: Content, key: AssessmentKey) -> Site:
    """A site of this one office up to the round, as it would be seen by name."""
    day = content.cycles[key.cycle].reference_date
    office = content.offices[key.office].model_copy(update={"audience": "public"})
    reports = {
        each: report.model_copy(update={"audience": "public"})
        for each, report in content.assessments.items()
        if each.office == key.office and report.reference_date <= day
    }
    only = replace(
        content,
        offices={key.office: office},
        assessments=reports,
        lines={},
        files={**content.files, ("assessment", "/".join(key)): f"{key.cycle}"},
    )
    return publish(only, score_all(only))


def opened(body: str) -> str:
    """The page with everything unfolded: it is read as a letter, and printed."""
    return body.replace("<details", "<details open")


def leading_to(site: str, page: str, body: str) -> str:
    """The body with links that lead to the site, or nowhere while its address is an example."""
    if is_placeholder(site):
        return LINK.sub(r"<a \1", body)
    base = urljoin(site, url_of(page))
    return LINK.sub(lambda found: f'<a {found[1]}href="{urljoin(base, found[2])}"', body)
