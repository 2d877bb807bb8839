"""In: what is to be said, and the catalogue of one language; out: the words that people read."""

import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache, reduce
from gettext import c2py
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from unicodedata import bidirectional

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import (
    format_decimal,
    get_decimal_symbol,
    get_minus_sign_symbol,
    get_plus_sign_symbol,
)

from ict_maturity.problems import Problem, short
from ict_maturity.said import (
    Day,
    Exact,
    Figure,
    Listed,
    Name,
    Renamed,
    Said,
    Sayable,
    Style,
    Unspoken,
    units,
)

if TYPE_CHECKING:
    from ict_maturity.model.framework import Framework

ENGLISH = "en"
LANGUAGES = files("ict_maturity") / "locale"
OFFICE = ("office", "an office", "offices")
"""What whoever reports is called where no framework says otherwise."""
NOUN = re.compile(rf"\[({'|'.join(OFFICE)})\]", re.IGNORECASE)
"""Where a text names whoever reports, in square brackets: the framework says what they are."""
NAMED = re.compile(r'"?(?:`([^`\n]{1,100})`|\b([a-z]+(?:\.[A-Za-z0-9_-]+)+))"?')
"""A name in backquotes, or a path with points, perhaps in quotation marks."""
PLACE = re.compile(r"\{([a-z_]+)\}")
BEGINS_APART, ENDS_APART = "\u2068", "\u2069"
AGAINST = {"ltr": frozenset({"R", "AL", "AN"}), "rtl": frozenset({"L"})}
"""The classes of signs that run in the other direction."""
CLDR_STYLES: Mapping[Style, Literal["standard", "or"]] = {"and": "standard", "or": "or"}
"""The rows of words that Babel has for every language; the others are texts of a catalogue.

It has holes where CLDR has rows with commas only: in Hebrew, for one, three words raise an error.
"""


class Plain(NamedTuple):
    """One text for a program in another language: its plural forms, and the value that counts."""

    forms: tuple[str, ...]
    counted: str


class Text(NamedTuple):
    """One text, in all its plural forms.

    A form is split at its braces: words and names of values take turns. `counted` names the value
    that chooses the form, by way of `plural`; nothing for a text with one form.
    """

    forms: tuple[tuple[str, ...], ...]
    counted: str
    plural: Callable[[int], int]


class Words:
    """All words of one language, and how it writes numbers, days and lists.

    Nothing that is said raises an error. A text that is missing is said by its id, and a value that
    is missing by its name in braces; both give a warning, at which tests fail.
    """

    def __init__(self, texts: Mapping[str, Text], locale: Locale) -> None:
        """The texts by their ids, and what CLDR knows of the language."""
        self._texts = texts
        self._locale = locale
        self._signs = str.maketrans(
            {
                ".": get_decimal_symbol(locale),
                "-": get_minus_sign_symbol(locale),
                "+": get_plus_sign_symbol(locale),
            }
        )

    @property
    def direction(self) -> str:
        """`ltr`, or `rtl` for a language that is written from right to left."""
        return self._locale.text_direction

    def __call__(self, id: str, /, **values: object) -> str:
        """The text with this id, its values put in; a value is never read as a text with braces."""
        text = self._texts.get(id)
        if text is None:
            warnings.warn(f"there is no text {id}", stacklevel=2)
            return id
        form = text.forms[self._form_of(text, values) if text.counted else 0]
        if len(form) == 1:
            return form[0]
        said = list(form)
        for place in range(1, len(form), 2):
            said[place] = self._value(form[place], values, id)
        return "".join(said)

    def plain(self, begins: tuple[str, ...]) -> dict[str, Plain]:
        """The texts whose ids begin so, by id; names of values stand in braces."""
        return {
            id: Plain(tuple(map(in_braces, text.forms)), text.counted)
            for id, text in sorted(self._texts.items())
            if id.startswith(begins)
        }

    @property
    def plurals(self) -> str:
        """For each number below 200 the place of its plural form, as one digit.

        Beyond, forms repeat with every hundred: no language's rule looks further.
        """
        plural = next(text.plural for text in self._texts.values() if text.counted)
        return "".join(str(plural(number)) for number in range(200))

    @property
    def locale(self) -> str:
        """The language as browsers name it: `en-GB`."""
        return str(self._locale).replace("_", "-")

    def _form_of(self, text: Text, values: Mapping[str, object]) -> int:
        number = values.get(text.counted)
        if isinstance(number, Figure) and number.value == int(number.value):
            number = int(number.value)
        return min(text.plural(number), len(text.forms) - 1) if isinstance(number, int) else -1

    def _value(self, name: str, values: Mapping[str, object], id: str) -> str:
        if name not in values:
            warnings.warn(f"the text {id} has no value {name}", stacklevel=3)
            return f"{{{name}}}"
        return self.say(values[name])

    def say(self, value: Sayable | object) -> str:
        """Anything in words; what is no text and nothing unspoken is said as files write it."""
        match value:
            case str():
                return value
            case Said():
                return self(value.id, **dict(value.values))
            case Figure():
                return self._figure(value)
            case Listed():
                return self._row([self.say(item) for item in value.items], value.style)
            case Renamed():
                return self._renamed(value)
            case Day():
                return long_date(value.value, self._locale)
            case Name():
                return self._isolated(value.text)
        return str(value)

    def spoken(self, value: object) -> object:
        """The value, and what is in no language yet in words; for values that are printed."""
        return self.say(value) if isinstance(value, Unspoken) else value

    def _renamed(self, renamed: Renamed) -> str:
        names = dict(renamed.names)

        def called(found: re.Match[str]) -> str:
            name = names.get(found[1] or found[2])
            return found[0] if name is None else self("book.called", name=short(self.say(name)))

        return NAMED.sub(called, self.say(renamed.phrase))

    def _figure(self, figure: Figure) -> str:
        value, form, places = figure.value, figure.form, figure.places
        if form == "percent":
            return self("number.percent", number=Figure(100 * Fraction(value), "short", places))
        if form == "grouped":
            return format_decimal(int(value), locale=self._locale)
        digits = format_short(value, places) if form == "short" else format_number(value, places)
        sign = "+" if form == "signed" and value > 0 else ""
        return f"{sign}{digits}".translate(self._signs)

    def _isolated(self, name: str) -> str:
        """The name, between two signs that nobody sees where it runs against this language.

        As `bdi` does in HTML: without them, what stands beside the name moves to its other side.
        """
        against = AGAINST[self.direction]
        if not any(bidirectional(sign) in against for sign in name):
            return name
        return f"{BEGINS_APART}{name}{ENDS_APART}"

    def _row(self, words: list[str], style: Style) -> str:
        if style in CLDR_STYLES:
            return format_list(words, CLDR_STYLES[style], self._locale) if words else ""
        return reduce(lambda row, one: self(f"list.{style}", row=row, one=one), words or [""])


@lru_cache(maxsize=4096)
def long_date(day: date, locale: Locale) -> str:
    """A day as running text has it: 4 March 2026."""
    return format_date(day, "long", locale)


def site_words(framework: "Framework") -> Words:
    """The words of a site, in its language and with its own noun for whoever reports."""
    nouns = framework.respondent
    return words_of(framework.language, (nouns.one, nouns.a, nouns.many))


@cache
def words_of(language: str, nouns: tuple[str, str, str] = OFFICE) -> Words:
    """The words of a language; those that its catalogue lacks, or has not, are English.

    `nouns` say who reports, as the texts of OFFICE do: one, one with its article, and several.
    A catalogue is read once: half a thousand texts take a hundredth of a second.
    """
    of_places = dict(zip(OFFICE, nouns, strict=True))
    texts: dict[str, Text] = {}
    locale = Locale(ENGLISH)
    for each in dict.fromkeys((ENGLISH, language.replace("-", "_"))):
        folder = LANGUAGES / each / "LC_MESSAGES"
        for file in sorted(folder.iterdir(), key=str) if folder.is_dir() else ():
            with file.open("rb") as opened:
                catalogue = read_po(opened, abort_invalid=True)
            locale, plural = catalogue.locale or locale, c2py(catalogue.plural_expr)
            for message in catalogue:
                (id, *counted), forms = as_tuple(message.id), as_tuple(message.string)
                if id and all(forms):
                    split = tuple(tuple(PLACE.split(with_nouns(form, of_places))) for form in forms)
                    texts[id] = Text(split, "".join(counted), plural)
    return Words(texts, locale)


def with_nouns(text: str, nouns: Mapping[str, str]) -> str:
    """A text of a catalogue with the nouns in their places, capital where the places are."""

    def noun(place: re.Match[str]) -> str:
        # A brace would begin the name of a value.
        said = nouns[place[1].lower()].translate({ord("{"): "(", ord("}"): ")"})
        return said if place[1][0].islower() else said[0].upper() + said[1:]

    return NOUN.sub(noun, text)


def in_braces(form: tuple[str, ...]) -> str:
    """A form with the names of its values in braces again."""
    return "".join(f"{{{part}}}" if place % 2 else part for place, part in enumerate(form))


def as_tuple(value: Any) -> tuple[str, ...]:
    """What Babel keeps as one text, or as several when there are plural forms."""
    return (value,) if isinstance(value, str) else tuple(value)


def format_number(value: Exact, places: int = 1) -> str:
    """A number with this many decimals, ties away from zero: 0.25 with one decimal is `0.3`."""
    number = units(value, places)
    whole, rest = divmod(abs(number), 10**places)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


def format_short(value: Exact, places: int = 1) -> str:
    """The same without a needless zero at the end."""
    text = format_number(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def problem_text(problem: Problem, words: Words) -> str:
    """Where it is, what is wrong and what to do, on a line each and more of a long hint."""
    return words.say(problem.told(words.say(problem.hint).replace("\n", "\n  ")))


def problems_text(problems: Iterable[Problem], words: Words) -> str:
    """Several of them, with an empty line between each two."""
    return "\n\n".join(problem_text(problem, words) for problem in problems)


def problem_data(problem: Problem, words: Words) -> dict[str, Any]:
    """Its fields by name, the words spoken."""
    return {each.name: words.spoken(getattr(problem, each.name)) for each in fields(problem)}
