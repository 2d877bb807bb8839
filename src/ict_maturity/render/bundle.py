"""In: the modules of a script; out: one script without imports, for a page that is a single file.

A browser loads no module from a disk. Each module becomes a function that gives what it exports;
imports and exports are understood in the form in which `assets/` has them, where no text is longer
than its line.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

IMPORT = re.compile(r'^import \{([^}]*)\} from "((?:\.\.?/)+)([a-z/]+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:const|function|class) (\w+))", re.MULTILINE)
INDENTED = re.compile(r"^ +", re.MULTILINE)
COMMENT = re.compile(r"^ *(?:/\*\*(?:(?!\*/).)*\*/|// [^\n]*)\n", re.MULTILINE | re.DOTALL)


ASSETS = files("ict_maturity") / "assets"


def bundled(main: str, folder: Traversable = ASSETS) -> str:
    """The script that runs the module `main`, such as `assess/page`, of a folder."""
    parts = "\n".join(parts_of(folder, main, set()))
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


def parts_of(folder: Traversable, name: str, seen: set[str]) -> Iterator[str]:
    """What a module needs before it, each once, and the module itself."""
    seen.add(name)
    text = COMMENT.sub("", (folder / f"{name}.js").read_text("utf-8"))
    for _, up, other in IMPORT.findall(text):
        found = resolved(name, up, other)
        if found not in seen:
            yield from parts_of(folder, found, seen)
    exported = ", ".join(EXPORT.findall(text))
    taken = IMPORT.sub(
        lambda each: f"const {{{each[1]}}} = {called(resolved(name, each[2], each[3]))};\n", text
    )
    body = INDENTED.sub("", EXPORT.sub("", taken))
    yield f"const {called(name)} = (() => {{\n{body}return {{ {exported} }};\n}})();"


def resolved(name: str, up: str, other: str) -> str:
    """The module that another one names: beside it, or in a folder beside its own."""
    return other if up == "../" else f"{name.rpartition('/')[0]}/{other}"


def called(name: str) -> str:
    """What holds a module's exports; no name in a module begins so."""
    return f"module_{name.replace('/', '_')}"
