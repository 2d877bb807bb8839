"""In: texts and facts.yaml; out: findings where a text says of the world what no fact carries."""

import re
from collections.abc import Iterable, Iterator

from ict_maturity.check.handwritten import PAGE
from ict_maturity.check.text import SENTENCE_END, any_of, claims_of, counting_rules_of, texts_in
from ict_maturity.data.outputs import Output
from ict_maturity.facts.values import Model
from ict_maturity.load.handwritten import read_page
from ict_maturity.load.one_file import decode
from ict_maturity.model import Content, Estimate, Facts, Kpi, Recommendation, WorldFact
from ict_maturity.problems import Problem, Wrong, short, wrong
from ict_maturity.problems.finding import Finding, finding, not_found, repeated

IN_BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
NAMED = re.compile(r"""\bfact(?:_source)?\(\s*["']([^"']*)["']""")
MARKS = re.compile(r"^\s*(?:[>*-]\s*)+|[*_`]")
"""What Markdown sets around words."""
ENDS = (".", "!", "?")


def facts_are_listed_once(facts: Facts, content: Content) -> Iterator[Finding]:
    """No two facts share an id, and no two estimates a figure."""
    yield from repeated((("facts", i, "id"), each.id) for i, each in enumerate(facts.facts))
    yield from repeated(
        (("estimates", i, "figure"), each.figure) for i, each in enumerate(facts.estimates)
    )


def facts_exist(thing: Kpi | Recommendation, content: Content) -> Iterator[Finding]:
    """Whatever a file rests on stands in facts.yaml."""
    known = {fact.id for fact in content.facts.facts}
    for i, id in enumerate(thing.facts):
        if id not in known:
            yield not_found(("facts", i), "fact-not-found", id, known, "facts.yaml", name=id)


def claims_are_carried(thing: Model, content: Content) -> Iterator[Finding]:
    """What a text says of the world is carried by a fact: one that its file names, if it can."""
    facts = content.facts
    carrying = facts.named(thing.facts) if isinstance(thing, Kpi | Recommendation) else facts.facts
    for path, text in texts_in(thing, ()):
        for what in faults_of(text, facts, carrying):
            yield Finding(path, what.code, what.message, what.hint)


def forums_are_wished(recommendation: Recommendation, content: Content) -> Iterator[Finding]:
    """Of a forum that is a subject, a Recommendation says only what could be raised there."""
    facts = content.facts
    carrying = facts.named(recommendation.facts)
    for i, forum in enumerate(recommendation.related.forums):
        if forum.id not in facts.subjects:
            continue
        for sentence in sentences_of(forum.text):
            if not (is_wish(sentence, facts) or is_told(sentence, carrying)):
                path = ("related", "forums", i, "text")
                yield finding(path, "claim-without-fact.subject", sentence=short(sentence))
                break


def page_claims(pages: Iterable[Output], facts: Facts) -> Iterator[Problem]:
    """The same of hand-written pages; a page names a fact by printing it."""
    for each in pages:
        if not each.path.endswith(PAGE):
            continue
        file = each.source or each.path
        page, _ = read_page(decode(each.content)[0], file)
        if page is None:
            continue
        named = NAMED.findall(page.markdown) if page.head.render_macros else ()
        carrying = facts.named(tuple(named))
        typed = IN_BRACES.sub(lambda found: "\n" * found[0].count("\n"), page.markdown)
        for number, line in enumerate(typed.split("\n"), 1):
            for what in faults_of(line, facts, carrying):
                yield what.at(file, number)


def faults_of(text: str, facts: Facts, carrying: tuple[WorldFact, ...]) -> Iterator[Wrong]:
    """What a text points at, or says of a subject, that none of these facts carries."""
    references, subjects = any_of(facts.references), any_of(facts.subjects)
    if references:
        for words in dict.fromkeys(match.group() for match in references.finditer(text)):
            if not any(fact.carries(words) for fact in carrying):
                yield wrong("claim-without-fact.reference", words=words)
    if subjects and subjects.search(text):
        for sentence in sentences_of(text):
            if not (
                subjects.search(sentence) is None
                or is_wish(sentence, facts)
                or is_told(sentence, carrying)
            ):
                yield wrong("claim-without-fact.subject", sentence=short(sentence))


def sentences_of(text: str) -> Iterator[str]:
    """The whole sentences of a text, without marks; names and headings are none."""
    for cell in MARKS.sub("", text).split("|"):
        for part in SENTENCE_END.split(" ".join(cell.split())):
            sentence = part.strip()
            if sentence.endswith(ENDS):
                yield sentence


def is_wish(sentence: str, facts: Facts) -> bool:
    """Whether a sentence says what could be, and not what is."""
    wishes = any_of(facts.wishes)
    return wishes is not None and wishes.search(sentence) is not None


def is_told(sentence: str, carrying: tuple[WorldFact, ...]) -> bool:
    """Whether the sentence stands in a fact, word for word."""
    return any(sentence in " ".join(fact.statement.split()) for fact in carrying)


def estimates_in(kpi: Kpi, facts: Facts) -> tuple[Estimate, ...]:
    """The figures of the KPI's rule, scope and counting that are this project's estimates."""
    texts = (
        kpi.scope,
        kpi.measures,
        *(text for _, text in (*claims_of(kpi), *counting_rules_of(kpi))),
    )
    whole = "\n".join(" ".join(text.split()) for text in texts)
    found = ((any_of((each.figure,)), each) for each in facts.estimates)
    return tuple(each for pattern, each in found if pattern and pattern.search(whole))


FACTS_RULES = (facts_are_listed_once,)
RESTING_RULES = (facts_exist, claims_are_carried)
"""Of what names its facts."""
