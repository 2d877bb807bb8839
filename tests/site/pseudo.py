"""In: a recipe for a language; out: the package, which also speaks one that nobody speaks.

Its words are English ones with accents, half as long again, and are written from right to left: so
what is not translated, has no room or is mirrored wrongly can be seen by who reads English. It
goes by the name of Hebrew, which the theme and CLDR know and no catalogue of ours is in.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po, write_po

import ict_maturity
from ict_maturity.texts.words import PLACE

LANGUAGE = "he"
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀçðéƒĝĥíĵķļɱñóþǫŕšţúṽŵẋýžÁƁÇÐÉƑĜĤÍĴĶĻṀÑÓÞǪŔŠŢÚṼŴẊÝŽ"
ACCENTS = str.maketrans(PLAIN + "→", ACCENTED + "←")


def accented(text: str) -> str:
    """A text with accents, half as long again; what stands in braces is the name of a value."""
    parts = PLACE.split(text)
    said = "".join(
        f"{{{part}}}" if index % 2 else part.translate(ACCENTS) for index, part in enumerate(parts)
    )
    letters = sum(letter.isalpha() for part in parts[::2] for letter in part)
    return said + f" {'ø' * ((letters + 1) // 2)}" if letters > 1 else said


def with_pseudo_language(root: Path, recipe: str) -> None:
    """Add the language to the source tree at `root`, by the commands of a recipe in Bash."""
    shutil.copytree(Path(ict_maturity.__file__).parent, root / "src/ict_maturity")
    (root / ".venv").symlink_to(Path(sys.prefix))
    commands = re.sub(r"language=\w+", f"language={LANGUAGE}", recipe)
    subprocess.run(["bash", "-euc", commands], cwd=root, check=True, capture_output=True)
    folder = root / "src/ict_maturity/locale" / LANGUAGE / "LC_MESSAGES"
    for file in folder.iterdir():
        with file.open("rb") as opened:
            catalogue = read_po(opened)
        for message in catalogue:
            if message.id:
                said: Any = message.string
                alone = isinstance(said, str)
                message.string = accented(said) if alone else tuple(map(accented, said))
        with file.open("wb") as opened:
            write_po(opened, catalogue)
