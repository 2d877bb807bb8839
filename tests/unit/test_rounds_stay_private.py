"""What is private in a round reaches no public byte; only the commands of `round` look at it."""

import ast
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import ict_maturity
from ict_maturity.rounds.events import Declined, Extended, Query, Received, Refused
from ict_maturity.rounds.log import Log
from ict_maturity.rounds.received import ReceivedFiles
from tests.copies import copied

PACKAGE = Path(ict_maturity.__file__).parent
VARIABLE = "ICT_MATURITY_PRIVATE"
CANARY = "canary-of-the-private-folder"
TEXTS = {".html", ".json", ".csv", ".yaml", ".md"}
LISTENING = """
import os, sys
private = os.environ["ICT_MATURITY_PRIVATE"]
touched = []
def hear(event, arguments):
    for each in arguments:
        if isinstance(each, (str, bytes, os.PathLike)) and os.fsdecode(each).startswith(private):
            touched.append((event, os.fsdecode(each)))
sys.addaudithook(hear)
from ict_maturity.cli import main
for command in sys.argv[1:]:
    main(command.split("|"), standalone_mode=False)
print("TOUCHED", touched, file=sys.stderr)
"""


def run(private: Path, *commands: str) -> subprocess.CompletedProcess[bytes]:
    """Run commands in one process, which says on what of the private folder it laid hand."""
    return subprocess.run(
        [sys.executable, "-c", LISTENING, *commands],
        capture_output=True,
        check=True,
        env={**os.environ, VARIABLE: str(private)},
    )


def bytes_below(folder: Path) -> bytes:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return b"".join(os.fsencode(path) + path.read_bytes() for path in files)


def filled(private: Path, root: Path) -> list[str]:
    """A round with something private in every field; gives what may be seen nowhere else."""
    asked = root.with_name("asked.csv")
    # Neither has a folder in the content: that they are invited is for nobody to know.
    asked.write_text("office,language,way\nHX,fr,git\nHZ,,\n")
    said = run(private, f"round|open|2027|--root|{root}|--invite|{asked}")
    # The one who opens is told where the folder is: the ear hears what it ought to.
    assert b"TOUCHED [(" in said.stderr
    folder = private / "rounds/2027"
    sha256 = ReceivedFiles(folder).keep(f"{CANARY}-bytes".encode())
    who = {"office": "HX", "at": datetime(2027, 8, 9, tzinfo=UTC), "by": f"{CANARY}-role"}
    Log(folder, "2027").append(
        [
            Received.model_validate({**who, "sha256": sha256}),
            Refused.model_validate({**who, "sha256": sha256, "reason": f"{CANARY}-refused"}),
            Query.model_validate({**who, "sha256": sha256, "query": CANARY, "text": CANARY}),
            Extended.model_validate({**who, "until": date(2027, 10, 9), "reason": CANARY}),
            Declined.model_validate({**who, "reason": CANARY}),
        ]
    )
    invitations = (folder / "invitations.yaml").read_text()
    tokens = [line.split()[1] for line in invitations.splitlines() if "token:" in line]
    assert len(tokens) == 2
    return [CANARY, sha256, *tokens, "2027-08-09", "2027-10-09"]


def test_nothing_private_is_in_a_public_byte(tmp_path: Path) -> None:
    root, private = copied(tmp_path / "root"), tmp_path / "private"
    codes = root / "offices/codes.yaml"
    codes.write_text(codes.read_text().replace("[HV, LM]", "[HV, LM, HX, HZ]"))
    secrets = filled(private, root)
    site = tmp_path / "site"
    commands = ("check", "score|HV", "export", f"build|--out|{site}")
    said = run(private, *(f"{each}|--root|{root}" for each in commands), f"verify|{site}")
    assert b"TOUCHED []" in said.stderr
    public = b"".join((bytes_below(root), bytes_below(site), said.stdout, said.stderr))
    assert [each for each in secrets if each.encode() in public] == []
    assert b'"invited": 2' in public
    # Codes stand in the list of codes; nothing else may say who was invited.
    files = (path for folder in (root, site) for path in folder.rglob("*.*") if path != codes)
    texts = [path.read_text() for path in files if path.suffix in TEXTS]
    assert len(texts) > 100
    words = "\n".join((*texts, said.stdout.decode(), said.stderr.decode()))
    assert re.findall(r"\bH[XZ]\b", words) == []


def test_only_the_commands_of_round_know_the_folder() -> None:
    importing, naming = set(), set()
    for path in sorted(PACKAGE.rglob("*.py")):
        file, text = path.relative_to(PACKAGE).as_posix(), path.read_text("utf-8")
        modules = {
            node.module or ""
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.ImportFrom)
        }
        if any(module.startswith("ict_maturity.rounds") for module in modules):
            importing.add(file.rpartition("/")[0])
        if f'"{VARIABLE}"' in text:
            naming.add(file)
    # `build` opens it for the members of the Task Force.
    assert importing == {"cli", "cli/round", "rounds"}
    assert naming == {"cli/round/options.py"}
