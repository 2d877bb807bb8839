"""In: an office and a round; out: the text of the letter that its workbook is sent with."""

from ict_maturity.forms.asked import NEVER
from ict_maturity.forms.layout import parts
from ict_maturity.model import AssessmentKey, Content
from ict_maturity.said import Sayable, long_date, word
from ict_maturity.texts.words import site_words

PARAGRAPHS = "12345"


def letter(content: Content, key: AssessmentKey) -> str:
    """The letter in the language of the site, to be signed by whoever sends it.

    Raises KeyError for an office or a round that the content does not have.
    """
    words = site_words(content.framework)
    office, cycle = content.offices[key.office], content.cycles[key.cycle]
    kpis = [kpi for _, asked in parts(content, key, NEVER) for kpi in asked if kpi.items]
    values: dict[str, Sayable] = {
        "framework": content.framework.name,
        "office": office.name,
        "cycle": cycle.title,
        "kpis": len(kpis),
        "closes": long_date(cycle.closes),
        "day": long_date(cycle.reference_date),
        "file": f"{key.office}-{key.cycle}.xlsx",
    }
    return "".join(f"{words.say(word(f'book.letter.{each}', **values))}\n\n" for each in PARAGRAPHS)
