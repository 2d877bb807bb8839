"""In: files of content, cut, changed and repeated; out: whether reading and checking them holds.

Everything runs in this process, so that a traceback is seen and the time of each file is its own.
"""

import json
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from unicodedata import category

import yaml

from ict_maturity.check import check
from ict_maturity.check.handwritten import check_handwritten
from ict_maturity.cli.problems import written
from ict_maturity.data.digest import digest_of
from ict_maturity.load import load
from ict_maturity.load.handwritten import LARGEST_PAGE, handwritten
from ict_maturity.load.one_file import LARGEST_FILE
from ict_maturity.load.yaml_text import parse_yaml
from ict_maturity.problems import Problem, errors, sorted_once, wrong
from ict_maturity.problems.codes import READING
from tests.copies import MINIMAL, copied
from tests.torture.trial import Figures
from tests.unit.cut_editions import write_edition

OWN = Path(__file__).parents[2]
BASE = OWN / "tests/examples/base"
MOST_LINES = 100
LONGEST_LINE = 600
WHOLE_FILE = {
    "duplicate-id",
    "edition-edited",
    "edition-incomplete",
    "file-missing",
    "file-name-not-allowed",
    "file-too-large",
    "symlink-not-allowed",
    "unexpected-file",
}
"""What is said of a file as a whole, without a line."""
JOINING = "\u200c\u200d"

Change = Callable[[random.Random, str], str]
PIECES = (
    " #", " # ", "#3", ": ", "- ", "\n", "\n\n", "'", '"', "|", ">", "{", "}", "[", "]", ",",
    "&a ", "*a", "!a ", "!!int ", "%", "@", "`", "---\n", "...\n", "? ", "~", "null", "yes", "0x1F",
    "1e999", "\u00ad", "\u200b", "\u200d", "\u202e", "\u2028", "\ufeff", "\x00", "\x07", "\x85",
    "\r", "\t", "\u0301", "ﬁ", "😀", "<b>", "</script>", "](javascript:x)", "![a](b)",
    "{{ x }}", "{% x %}",
)  # fmt: skip


def trials(seed: int, short: bool) -> Iterator[Figures]:
    """Files of content, of an edition and of pages, mutated; and files made to take long."""
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        root = Path(name) / "root"
        copied(root, BASE)
        write_edition(root)
        shutil.copytree(MINIMAL / "docs", root / "docs")
        yield mutated(root, seed, 300 if short else 10_000)
        yield sized(root, short)
        if not short:
            yield mutated_own(Path(name) / "own", seed, 300)


def mutated(root: Path, seed: int, number: int) -> Figures:
    """Each attempt changes one file, reads everything and puts the file back."""
    figures = Figures("files of content, editions and pages cut, changed and repeated")
    files = sorted(path for path in root.rglob("*") if path.suffix in (".yaml", ".json", ".md"))
    attempts(figures, root, files, seed, number)
    return figures


def mutated_own(root: Path, seed: int, number: int) -> Figures:
    """The same with this project's own content, which takes longer to read."""
    figures = Figures("files of this project's own content, the same way")
    for name in ("cycles", "editions", "kpis", "offices", "recommendations"):
        shutil.copytree(OWN / name, root / name)
    for name in ("framework.yaml", "glossary.yaml", "services.yaml"):
        shutil.copyfile(OWN / name, root / name)
    attempts(figures, root, sorted(root.rglob("*.yaml")), seed, number)
    return figures


def attempts(figures: Figures, root: Path, files: Sequence[Path], seed: int, number: int) -> None:
    """Try so many changes, each chosen by the seed and its own number."""
    slowest, what, accepted = 0.0, "", 0
    for count in range(number):
        choose = random.Random(f"{seed}:{count}")
        path = choose.choice(files)
        before = path.read_bytes()
        after = changed(choose, before.decode())
        path.write_bytes(after)
        reseal(root, path)
        begun = time.process_time()
        fault, problems = tried(root)
        took = time.process_time() - begun
        if not fault and not errors(problems):
            accepted += 1
            fault = silent_fault(path, after)
        file = path.relative_to(root)
        figures.count(f"seed {seed}, attempt {count}, {file}: {fault}" if fault else "")
        path.write_bytes(before)
        reseal(root, path)
        if took > slowest:
            slowest, what = took, f"attempt {count}"
    figures.notes += [f"accepted {accepted:,}", f"slowest {slowest:.2f} s of CPU ({what})"]


def changed(choose: random.Random, text: str) -> bytes:
    """The text after one to four changes."""
    for _ in range(choose.choice((1, 1, 1, 2, 4))):
        text = choose.choice(CHANGES)(choose, text)
    raw = text.encode("utf-8", "surrogatepass")
    if choose.random() < 0.05:
        place = choose.randrange(len(raw) + 1)
        raw = raw[:place] + choose.randbytes(choose.randrange(1, 4)) + raw[place:]
    return raw


def place_in(choose: random.Random, text: str) -> int:
    return choose.randrange(len(text) + 1)


def cut(choose: random.Random, text: str) -> str:
    return text[: place_in(choose, text)]


def taken_out(choose: random.Random, text: str) -> str:
    begin = place_in(choose, text)
    return text[:begin] + text[begin + choose.randrange(1, 60) :]


def put_in(choose: random.Random, text: str) -> str:
    place = place_in(choose, text)
    return text[:place] + choose.choice(PIECES) * choose.choice((1, 1, 1, 2, 50)) + text[place:]


def line_twice(choose: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True) or [""]
    place = choose.randrange(len(lines))
    return "".join((*lines[:place], *[lines[place]] * choose.choice((2, 3, 2000)), *lines[place:]))


def lines_swapped(choose: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    choose.shuffle(lines)
    return "".join(lines)


def indented(choose: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True) or [""]
    place = choose.randrange(len(lines))
    lines[place] = " " * choose.randrange(1, 5) + lines[place]
    return "".join(lines)


def value_replaced(choose: random.Random, text: str) -> str:
    """One value becomes another type, a long text, a large number or a deep nest."""
    values = (
        "", "true", "-1", "3", "2026-02-30", "[]", "{}", "[[a]]", "{a: {b: c}}", "x" * 6000,
        "9" * 30, "1e-30", "'" + "ab, and " * 900 + "'", "[" * 400, "[" + "1, " * 3000 + "1]",
        "{" + ", ".join(f"a{i}: b" for i in range(2000)) + "}", "'" + "[" * 4900 + "'",
    )  # fmt: skip
    lines = text.splitlines(keepends=True) or [""]
    place = choose.randrange(len(lines))
    name, colon, _ = lines[place].partition(": ")
    lines[place] = f"{name}{colon}{choose.choice(values)}\n"
    return "".join(lines)


def fields_added(choose: random.Random, text: str) -> str:
    number = choose.choice((1, 20, 2000))
    return text + "".join(f"{choose.choice('xyz')}{i}: {i}\n" for i in range(number))


CHANGES: tuple[Change, ...] = (
    cut,
    taken_out,
    put_in,
    put_in,
    put_in,
    line_twice,
    lines_swapped,
    indented,
    value_replaced,
    value_replaced,
    fields_added,
)


def reseal(root: Path, path: Path) -> None:
    """An attacker can compute digests as well, so a changed edition gets the ones that fit."""
    lock_path = root / "editions/2026.1.lock.json"
    if not path.name.endswith(".content.json") or not lock_path.is_file():
        return
    lock = json.loads(lock_path.read_text("utf-8"))
    lock["content"] = sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    lock["digest"] = digest_of({name: each for name, each in lock.items() if name != "digest"})
    lock_path.write_text(json.dumps(lock), "utf-8")


def tried(root: Path) -> tuple[str, tuple[Problem, ...]]:
    """What did not hold when everything was read and checked, and the problems that were found."""
    try:
        loaded = load(root)
        pages, found = handwritten(root)
        problems = (*loaded.problems, *found, *check_handwritten(pages))
        if loaded.content:
            problems += check(loaded.content, loaded.places)
    except OSError:
        return "", (wrong("file-missing.root", file="a").at("a"),)
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:200]}", ()
    told = sorted_once(problems)
    return next(told_badly(told, root), ""), told


def told_badly(problems: Sequence[Problem], root: Path) -> Iterator[str]:
    """Problems without a place, and words without end."""
    for each in problems:
        if not each.file:
            yield f"{each.code} has no file"
        if not each.line and each.code in READING and each.code not in WHOLE_FILE:
            yield f"{each.code} has no line"
    for file in {each.file for each in problems}:
        words = written([each for each in problems if each.file == file], "text", root)
        if words.count("\n") >= MOST_LINES:
            yield f"{file} is told of on {words.count(chr(10)) + 1} lines"
        longest = max(map(len, words.split("\n")))
        if longest > LONGEST_LINE:
            yield f"a line of {longest} signs"


def silent_fault(path: Path, raw: bytes) -> str:
    """Whether an accepted file says less than it seems to: something is cut off, or hidden."""
    text = raw.decode("utf-8-sig")
    if path.suffix == ".yaml":
        if texts_of(parse_yaml(text).data) != texts_of(yaml.load(text, yaml.CBaseLoader)):
            return "another reader of YAML finds other texts"
        if cut_off(text):
            return f"cut off without a word: {cut_off(text)}"
    hidden = [sign for sign in text if category(sign) in ("Cc", "Cf", "Cs")]
    hidden = [sign for sign in hidden if sign not in f"\t\n\r{JOINING}"]
    return f"accepted with {hidden[0]!a}" if hidden else ""


def texts_of(data: Any) -> list[str]:
    """Every text that is none of YAML's numbers and words, in order."""
    if isinstance(data, dict):
        return [text for pair in data.items() for each in pair for text in texts_of(each)]
    if isinstance(data, list):
        return [text for each in data for text in texts_of(each)]
    return [data] if isinstance(data, str) and " " in data else []


def cut_off(text: str) -> str:
    """A text of several words without quotes that another parser sees end at a comment."""
    text = text.replace("\r\n", "\n")
    try:
        events = list(yaml.parse(text, yaml.SafeLoader))
    except yaml.YAMLError:  # It does not know tabs within a text.
        return ""
    for event in events:
        if isinstance(event, yaml.ScalarEvent) and not event.style and " " in event.value:
            rest = text[event.end_mark.index :].partition("\n")[0] if event.end_mark else ""
            if rest.lstrip().startswith("#"):
                return str(event.value)[:60]
    return ""


@dataclass(frozen=True)
class Shape:
    """A file as large as it may be: its own text up to a word, and a piece again and again.

    `{n}` in a piece is its number.
    """

    name: str
    file: str
    up_to: str
    begin: str
    piece: str
    end: str = ""

    def text(self, before: str) -> str:
        """The file with this shape, made from the file as it is."""
        begin = (before.partition(self.up_to)[0] if self.up_to else before) + self.begin
        length = len(self.piece.encode()) + 3 * self.piece.count("{n}")
        largest = LARGEST_PAGE if self.file.startswith("docs/") else LARGEST_FILE
        number = (largest - len(begin.encode()) - len(self.end) - 2) // length
        pieces = (self.piece.replace("{n}", str(n)) for n in range(number))
        return begin + "".join(pieces) + self.end + "\n"


KPI = "kpis/K01-lending-plan.yaml"
RECOMMENDATION = "recommendations/R01-lend-books.yaml"
ASSESSMENT = "offices/QM/2026.yaml"
SHAPES = (
    Shape("unknown fields", KPI, "", "", "x{n}: 1\n"),
    Shape("long unknown fields", KPI, "", "", "x{n}" + "y" * 500 + ": 1\n"),
    Shape("repeated fields", KPI, "", "", "x: 1\n"),
    Shape("long numbers as fields", KPI, "", "", "123456789012345{n}: 1\n"),
    Shape("fields without a name", KPI, "", "", "? [a]\n: 1\n"),
    Shape("anchors", KPI, "", "", "x{n}: &a{n} b\n"),
    Shape("aliases", KPI, "", "x: [", "*a,", "]"),
    Shape("tags", KPI, "", "", "x{n}: !a{n} b\n"),
    Shape("numbers", KPI, "", "x: [", "1,", "]"),
    Shape("long numbers", KPI, "", "x: [", "9" * 50 + ",", "]"),
    Shape("one number", KPI, "", "x: ", "9"),
    Shape("nested lists", KPI, "", "x: ", "["),
    Shape("nested mappings", KPI, "", "x: ", "{a: "),
    Shape("a long word", KPI, "", "x: ", "y"),
    Shape("a long name", KPI, "", "", "y", ": 1"),
    Shape("a long title", KPI, "title:", "title: ", "y "),
    Shape("escapes", KPI, "", 'x: "', "\\x41", '"'),
    Shape("lines of a text", KPI, "", "x: a\n", " a\n"),
    Shape("lines that end at a comment", KPI, "", "x: [\n", "a b, # c\n", "]"),
    Shape("texts that end at a comment", KPI, "", "x:\n", "- a b # c\n"),
    Shape("comments", KPI, "", "", "#\n"),
    Shape("one comment", KPI, "", "", "#"),
    Shape("tabs", KPI, "", "x: ", "\t"),
    Shape("documents", KPI, "", "", "--- a\n"),
    Shape("empty cases", KPI, "cases:", "cases: [", "{},", "]"),
    Shape("empty tests", KPI, "tests:", "tests: [", "{},", "]"),
    Shape("empty checks", KPI, "rule:", "rule: {type: ladder, levels: {1: [", "{},", "]}}"),
    Shape("checks", KPI, "rule:", "rule: {type: checklist, checks: [", "{id: a{n}},", "]}"),
    Shape("words", KPI, "counting:", "counting: {exclude: [], include: [", "adequate good,", "]}"),
    Shape("profile values", KPI, "applies_when:", "applies_when: {size: [", "a{n},", "]}"),
    Shape("unknown answers", ASSESSMENT, "answers:", "answers:\n", "  K{n}: {x: 1}\n"),
    Shape("empty history", ASSESSMENT, "history:", "history: [", "{},", "]"),
    Shape("history", ASSESSMENT, "history:", "history:\n", "- {date: 2026-06-30, by: a}\n"),
    Shape("not measurable", "framework.yaml", "not_measurable:", "not_measurable: [", "a{n},", "]"),
    Shape("bodies", "framework.yaml", "addressees:", "addressees:\n", "- {id: a, title: b}\n"),
    Shape("terms", "glossary.yaml", "terms:", "terms:\n", "- {term: a{n}, meaning: b}\n"),
    Shape("spellings", "glossary.yaml", "", "- {term: a, meaning: b, also: [", "b{n},", "]}"),
    Shape("codes", "offices/codes.yaml", "codes:", "codes:\n", "  A{n}: b\n"),
    Shape("notes", "editions/2026.1.notes.md", "", "", "[*"),
    Shape("an edition", "editions/2026.1.content.json", '"kpis"', '"kpis": [', "{},", "{}]}"),
)  # fmt: skip
MARKDOWN = (
    "[", "![", "[*", "*[", "*a_b ", "`[", "[a](", "[a](b)", "<a ", "<", "&#1;", "- ", "> ",
    "a\n", "* a\n ", "|a|b\n", "|\n", "[a]: b\n", "a\n\n", "\\", "~~~\n", "1. ", "<!--",
    "](javascript:", "{{ a }}", "{{", "a{b: c}", "**a", "_", "``a ", "<a b='", "<?a ",
    "::: a\n", "    a\n",
)  # fmt: skip
LONG = 4990


def shapes() -> Iterator[Shape]:
    """Every shape, and Markdown in as many fields as fit, and in a page."""
    yield from SHAPES
    for piece in MARKDOWN:
        text = json.dumps((piece * LONG)[:LONG], ensure_ascii=False).replace("{n}", "")
        begin = "guidance:\n  why: a\n  mistakes:\n"
        yield Shape(f"Markdown of {piece!r}", RECOMMENDATION, "guidance:", begin, f"  - {text}\n")
        yield Shape(f"a page of {piece!r}", "docs/page.md", "", "# A\n\n", piece)


def sized(root: Path, short: bool) -> Figures:
    """Each shape once; the time of the slowest ones is told, not judged."""
    figures = Figures("files as large as they may be, each shape made to take long")
    took: list[tuple[float, str]] = []
    for shape in list(shapes())[:: 8 if short else 1]:
        path = root / shape.file
        before = path.read_bytes() if path.exists() else None
        path.write_text(shape.text((before or b"").decode()), "utf-8")
        reseal(root, path)
        begun = time.process_time()
        fault, _ = tried(root)
        took.append((time.process_time() - begun, shape.name))
        figures.count(f"{shape.name}: {fault}" if fault else "")
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
        reseal(root, path)
    slowest = sorted(took, reverse=True)[:5]
    figures.notes += [f"slowest {', '.join(f'{each:.2f} s ({name})' for each, name in slowest)}"]
    figures.notes.append(f"more than 1 s: {sum(each > 1 for each, _ in took)}")
    return figures
