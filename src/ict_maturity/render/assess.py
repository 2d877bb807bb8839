"""In: the Site; out: the page on which an office assesses itself, one file that asks for nothing.

The same file stands on the site and is copied to an office: all questions, the engine and the
words are in it, and its policy forbids every connection.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any

from ict_maturity.aggregate.site import Site
from ict_maturity.compare.measurement import REASONS
from ict_maturity.data.digest import digest_of, framework_digest
from ict_maturity.data.outputs import Output
from ict_maturity.data.written import kpi_data, written
from ict_maturity.model import WITHIN, Content, Cycle, Kpi
from ict_maturity.render.address import ASSESS, KIT, url_from
from ict_maturity.render.bundle import bundled
from ict_maturity.render.page import Page, body_of, page_output, words_for
from ict_maturity.said import Sayable, listed, word
from ict_maturity.texts.results import REASON_TEXTS
from ict_maturity.texts.words import Words

TEXTS = (
    *REASON_TEXTS,
    "answer.",
    "assess.",
    "problem.answer-doubtful.",
    "book.exchange.",
    "book.intro.exchange",
    "book.kind.",
    "book.target.",
)
FRAMEWORK = ("name", "edition", "levels", "addressees", "profile", "thresholds")
RECOMMENDATION = ("id", "title", "lifecycle")
KPI = (
    "id",
    "title",
    "recommendation",
    "content_status",
    "addressee",
    "core",
    "weight",
    "lifecycle",
    "since",
    "counting",
    "rule",
    "to_do",
    "evidence_wanted",
    "applies_when",
    "valid_for_months",
    "cases",
)
"""What the page shows or the engine reads of a KPI."""
PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
{body}
<script type="application/json" id="kit">{kit}</script>
<script>{script}</script>
</body>
</html>
"""


def assess_pages(site: Site) -> Iterator[Output]:
    """The page that leads to the kit, and the kit."""
    body = body_of(site, "assess.html.j2", ASSESS, kit=KIT.rpartition("/")[2])
    page = Page(
        ASSESS,
        title=word("assess.title"),
        description=word("assess.description"),
        kind=word("kind.assess"),
        body=body,
    )
    yield page_output(site, page)
    # The kit stands in the folder that is the page's address.
    yield Output.of_text(KIT, kit(site.content, words_for(site), url_from(ASSESS, ASSESS)))


def kit(content: Content, words: Words, home: str = "") -> str:
    """The page as one file; `home` is the address of the site's page beside which it stands."""
    script = bundled("assess/page")
    style = (files("ict_maturity") / "assets/assess/assess.css").read_text("utf-8")
    data = json.dumps(kit_data(content, words), ensure_ascii=False, separators=(",", ":"))
    return PAGE.format(
        language=content.framework.language,
        direction=words.direction,
        policy=policy(script, style),
        title=f"{escape(words('assess.title'))} · {escape(content.framework.name)}",
        style=style,
        body="\n".join(body_lines(content, words, home)),
        # Nothing of the content ends the element in which it stands.
        kit=data.replace("<", "\\u003c"),
        script=script,
    )


def policy(script: str, style: str) -> str:
    """What the page may do: run this script, look like this, and connect to nothing."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {source_of(script)}",
            f"style-src {source_of(style)}",
            "img-src data:",
            "connect-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


def source_of(text: str) -> str:
    """An element of a policy that allows this text alone."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def kit_data(content: Content, words: Words) -> dict[str, Any]:
    """All that the script reads."""
    framework = content.framework
    edition = {
        "framework": picked(written(framework), FRAMEWORK),
        "recommendations": [
            {**picked(written(each), RECOMMENDATION), "content_status": each.content_status}
            for each in content.recommendations.values()
        ],
        "kpis": [kit_kpi(content, kpi) for kpi in content.kpis.values()],
    }
    cycles = [each for each in content.cycles.values() if each.edition == framework.edition]
    return {
        "id": digest_of(edition)[:16],
        "day": max(
            (each.reference_date for each in cycles), default=framework.edition_date
        ).isoformat(),
        "framework": framework_digest(content),
        "cycles": [cycle_data(each, words) for each in reversed(cycles)],
        "catalogue": {
            "locale": words.locale,
            "plurals": words.plurals,
            "texts": {
                id: text._asdict()
                for id, text in words.plain(TEXTS).items()
                # The page has one of its own for all that is odd.
                if not id.endswith(".hint")
            },
        },
        "edition": edition,
    }


def kit_kpi(content: Content, kpi: Kpi) -> dict[str, Any]:
    """A KPI as far as the page needs it, with the first of its cases as one to try.

    Why its rule is as it is stands on the KPI's own page.
    """
    data = picked(kpi_data(content, kpi), KPI)
    cases = [picked(each, ("facts", "level", "reason")) for each in data["cases"][:1]]
    rule = {name: value for name, value in data["rule"].items() if name not in REASONS}
    return {**data, "rule": rule, "cases": cases}


def cycle_data(cycle: Cycle, words: Words) -> dict[str, Any]:
    """A round that can be answered; what is invented says so."""
    title = f"{cycle.title} ({words('fictional').lower()})" if cycle.fictional else cycle.title
    data = picked(written(cycle), ("id", "reference_date", "kpis", "questions"))
    return {**data, "title": title}


def picked(data: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Those of the fields that are there."""
    return {name: data[name] for name in names if name in data}


def body_lines(content: Content, words: Words, home: str) -> Iterator[str]:
    """The room that the script fills, line by line."""
    framework = content.framework

    def said(what: Sayable) -> str:
        return escape(words.say(what))

    status = word(f"edition_status.{framework.edition_status}")
    edition = listed([word("assess.edition", edition=framework.edition), status], "points")
    yield "<header>"
    if home:
        link = f'<a href="{escape(home)}">{said(word("assess.home"))}</a>'
        yield f'<p id="home" hidden>{link}</p>'
    yield f'<p class="note">{said(framework.name)}</p><h1>{said(word("assess.title"))}</h1>'
    yield f'<p class="note">{said(edition)}. {said(framework.notice)}</p>'
    yield f"<p>{said(word('assess.stays'))}</p></header>"
    yield f'<p id="noscript">{said(word("assess.script"))}</p>'
    yield '<main id="room" hidden>'
    yield '<div class="tools">'
    yield f'<label class="button" for="file">{said(word("assess.file"))}'
    yield '<input type="file" id="file" accept=".json,application/json"></label>'
    yield f'<button type="button" id="save">{said(word("assess.save"))}</button>'
    yield f'<button type="button" id="undo" disabled>{said(word("assess.undo"))}</button>'
    yield f'<button type="button" id="redo" disabled>{said(word("assess.redo"))}</button>'
    yield f'<button type="button" id="forget">{said(word("assess.forget"))}</button>'
    yield "</div>"
    yield '<p id="state" class="note" role="status"><span id="state-text"></span>'
    yield f' <button type="button" id="take" hidden>{said(word("assess.take"))}</button></p>'
    yield '<p id="told" role="status"></p>'
    yield f'<details id="about" open><summary>{said(word("assess.about"))}</summary>'
    yield '<div id="profile"></div></details>'
    yield '<div class="columns"><section>'
    yield f"<h2>{said(word('assess.questions'))}</h2>"
    yield '<p id="progress" class="note" role="status"></p>'
    yield '<div id="question" tabindex="-1"></div></section>'
    yield f"<section><h2>{said(word('assess.result'))}</h2>"
    yield '<div id="result"></div></section></div>'
    yield f'<section id="further" hidden><h2>{said(word("assess.further"))}</h2>'
    yield '<div id="further-fields"></div></section>'
    yield f"<section><h2>{said(word('assess.send'))}</h2>"
    yield f"<p>{said(word('assess.send.file'))}</p>"
    yield f'<p><label for="notes">{said(word("book.notes"))}</label>'
    yield '<textarea id="notes" rows="3"></textarea></p>'
    yield f"<fieldset><legend>{said(word('book.audience'))}</legend>"
    for each in reversed(WITHIN["public"]):
        box = f'<input type="radio" name="audience" value="{each}">'
        yield f'<label class="choice">{box}{said(word(f"book.audience.{each}"))}</label>'
    small = content.framework.thresholds.small_cell
    # How many there are is no number for a page that everybody reads.
    yield f'<p class="note">{said(word("assess.audience", small=small))}</p></fieldset>'
    yield f'<p><label for="by">{said(word("book.by"))}</label>'
    yield '<input type="text" id="by" autocomplete="off"></p>'
    yield f'<p><button type="button" id="send">{said(word("assess.send.save"))}</button></p>'
    yield '<p id="sent" role="status"></p></section>'
    yield "</main>"
