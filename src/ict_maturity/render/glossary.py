"""In: the glossary; out: its page, one heading a term, to which texts link."""

from functools import partial

from ict_maturity.aggregate.site import Site
from ict_maturity.data.outputs import Output
from ict_maturity.model import Content, Term
from ict_maturity.render.address import GLOSSARY
from ict_maturity.render.glossary_links import term_anchor
from ict_maturity.render.page import Page, Part, body_of, page_output
from ict_maturity.render.parts import SourceLine, source_line
from ict_maturity.said import word


def glossary_page(site: Site) -> Output:
    """All terms in alphabetical order."""
    content = site.content
    terms = content.glossary.in_order
    body = body_of(
        site,
        "glossary.html.j2",
        GLOSSARY,
        terms=terms,
        term_anchor=term_anchor,
        line=partial(line_of_term, content),
    )
    page = Page(
        GLOSSARY,
        title=word("glossary.title"),
        description=word("glossary.description", number=len(terms)),
        kind=word("kind.glossary"),
        body=body,
        source=content.files.get(("glossary", "glossary")),
        data="data/v1/framework.json",
        parts=tuple(
            Part(term_anchor(each.term), each.term, each.meaning, names=each.also) for each in terms
        ),
    )
    return page_output(site, page)


def line_of_term(content: Content, term: Term) -> SourceLine | None:
    """Where a term stands in the glossary's own order."""
    if ("glossary", "glossary") not in content.files:
        return None
    return source_line(content, "glossary", "glossary", "terms", content.glossary.terms.index(term))
