"""In: a content root; out: its finished website, built beside the last one and then swapped.

All that a build makes lies in a folder of its own until then, so that neither a killed build nor
another one at the same time can mix with it. When anything fails, the last good site stays.
"""

import gc
import os
import re
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ict_maturity.problems import RefusedError
from ict_maturity.said import Sayable, listed, word
from ict_maturity.website.leash import leash, leashed
from ict_maturity.website.workspace import (
    Workshop,
    refuse_place,
    refuse_strangers,
    seal,
    working_beside,
)

VARIABLE = "ICT_MATURITY_VERSION"
"""The environment variable that tells a build which folder of a site of editions it is for."""

OFFLINE = "ICT_MATURITY_OFFLINE"
"""The environment variable that tells a build to make a site for a disk, when it says anything."""

MEMBERS = "ICT_MATURITY_MEMBERS"
"""The environment variable that names the private folder of which a build shows what its members
may see; the commands alone set it, for one build.
"""

STAGED = "ICT_MATURITY_STAGED"
"""The environment variable that tells a build where to stage what the site engine reads."""

PASSED = re.compile(
    r"PATH|HOME|TMPDIR|TZ|LANG|LC_[A-Z]+|TERM|NO_COLOR|SOURCE_DATE_EPOCH"
    r"|VIRTUAL_ENV|LD_LIBRARY_PATH|PYTHON(?:PATH|HASHSEED|UTF8|DONTWRITEBYTECODE)"
)
"""The environment variables that the site engine is given; it draws what strangers wrote."""

YOUNG_OBJECTS = 1_000_000
"""How many new objects make Python look for garbage; nearly all that a build makes stays."""


def look_for_garbage_seldom() -> None:
    """Save the front doors the third of their time that Python's collector takes by default."""
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


@dataclass(frozen=True)
class Result:
    """How a build ended.

    `code` is 0 for a new site, 1 for problems in the content or its pages, 2 for a machine that
    did not allow the build; `words` is what the engine said, empty when all is well.
    """

    code: int
    words: Sayable


@dataclass(frozen=True)
class Drawing:
    """How a site is drawn.

    `engine` is the module of the engine, `mkdocs` or `properdocs`; with `strict` its warnings are
    failures; `version` is the folder of a site of many editions that this one is for; `offline`
    makes a site that is read from a disk; `members` is the private folder of a site for the members
    of the Task Force.
    """

    engine: str = "mkdocs"
    strict: bool = True
    version: str = ""
    offline: bool = False
    members: Path | None = None


AS_USUAL = Drawing()


def build_site(root: Path, out: Path, drawing: Drawing = AS_USUAL) -> Result:
    """Run the site engine on `root` and put the website at `out`.

    What goes wrong is told by the result, never raised.
    """
    try:
        refuse_place(out, root)
        with working_beside(out.resolve()) as shop:
            refuse_strangers(shop.place)
            result = draw(root, shop, drawing)
            if result.code == 0:
                seal(shop.site)
                shop.put(shop.site)
            return result
    except OSError as error:
        return Result(2, word("engine.not_built", reason=reason_of(error)))


def draw(root: Path, shop: Workshop, drawing: Drawing = AS_USUAL) -> Result:
    """Run the site engine on `root`; the website is then in the workshop.

    Raises OSError when the engine cannot be started.
    """
    # Not above: each command asks for this module, and reading the model takes half a second.
    from ict_maturity.load.settings import setting_problems
    from ict_maturity.texts.words import ENGLISH, words_of

    # The engine obeys its settings before our plugin is asked.
    problems = setting_problems(root)
    if problems:
        return Result(1, listed([problem.told() for problem in problems], "paragraphs"))
    arguments = ["build", "--site-dir", str(shop.site), "--config-file", str(root / "mkdocs.yml")]
    arguments += ["--strict"] if drawing.strict else []
    members = str(drawing.members.resolve()) if drawing.members else ""
    asked = {
        VARIABLE: drawing.version,
        OFFLINE: "yes" if drawing.offline else "",
        MEMBERS: members,
    }
    variables = environment({STAGED: str(shop.staged), **asked})
    ended, said = _run(leashed(drawing.engine, arguments), variables, shop.lock)
    words = _words(said)
    if ended == 0:
        return Result(0, words)
    if ended < 0:
        name = signal.Signals(-ended).name
        return Result(2, word("engine.not_built", reason=word("engine.ended", signal=name)))
    # So our plugin says it, in the process of the engine.
    begins = re.escape(words_of(ENGLISH)("engine.not_built", reason=""))
    broken = re.search(rf"^(?:\w+: |{begins})(\[Errno \d+\] .*)$", words, re.MULTILINE)
    if broken:
        return Result(2, word("engine.not_built", reason=broken[1]))
    return Result(1, words)


def environment(ours: Mapping[str, str] = MappingProxyType({})) -> Mapping[str, str]:
    """The variables that the site engine is given: those it needs, none that holds a secret."""
    passed = {name: value for name, value in os.environ.items() if PASSED.fullmatch(name)}
    # Material's word about its end of life, which our version ranges take care of.
    return {**passed, "NO_MKDOCS_2_WARNING": "1", **ours}


def _run(command: list[str], variables: Mapping[str, str], lock: int) -> tuple[int, str]:
    """How the command ended and what it said; it holds the lock and never outlives us."""
    with leash() as held:
        process = subprocess.Popen(
            command,
            stdin=held,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=variables,
            pass_fds=[lock],
            start_new_session=True,
        )
        try:
            said = "".join(process.communicate())
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    return process.returncode, said


def _words(said: str) -> str:
    """What the engine said without progress, and of a traceback only what it ends with."""
    words = re.sub(r"^INFO .*\n(?:[ \t].*\n)*", "", said, flags=re.MULTILINE)
    words = re.sub(r"^Traceback .*\n(?:[ \t].*\n|\n)*", "", words, flags=re.MULTILINE)
    return words.strip()


def reason_of(error: OSError) -> Sayable:
    """Why we, or the machine in its own words, did not allow something."""
    if isinstance(error, RefusedError):
        return error.said
    place = f": {error.filename}" if error.filename else ""
    return f"{error.strerror or error}{place}"
