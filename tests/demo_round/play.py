"""In: an empty folder; out: a round that was played there, told command by command."""

import json
import os
import shlex
from collections.abc import Callable, Mapping
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

from click.testing import CliRunner

from ict_maturity.cli import main
from ict_maturity.repository.git import git
from ict_maturity.said import word
from ict_maturity.texts.words import ENGLISH, words_of
from tests.demo_round.offices import BY_CODE, OFFICES, Answers, Played, met, share
from tests.unit.books import filled

CYCLE, REFERENCE, CLOSES = "2026-2", "2026-08-31", "2026-10-30"
IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Secretariat"), ("EMAIL", "secretariat@example.org"))
}
Tell = Callable[[str], None]
Stands = tuple[str, tuple[str, ...]]
"""The stage of an office, and its marks."""


class UnexpectedError(Exception):
    """A command ended otherwise than the story has it."""


@dataclass
class Stage:
    """Where the round is played: the repository, what lies beside it, and who listens."""

    folder: Path
    tell: Tell
    workbooks: dict[str, bytes] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """The repository."""
        return self.folder / "repository"

    def scene(self, title: str) -> None:
        """Tell what comes next."""
        self.tell(f"\n# {title}")

    def type(self, line: str, code: int = 0) -> None:
        """Type a command, which ends with this code, and tell what it says."""
        self.tell(f"$ {line.replace(str(self.folder), '..')}")
        program, *words = shlex.split(line)
        if program == "git":
            output, ended = git(self.root, *words), 0
        else:
            result = CliRunner().invoke(main, words, catch_exceptions=False)
            output, ended = result.output, result.exit_code
        for each in output.replace(f"{self.folder}/", "").splitlines():
            self.tell(f"  {each}".rstrip())
        if ended != code:
            raise UnexpectedError(f"{line} ended with {ended}:\n{output}")

    def commit(self, message: str) -> None:
        """Record all changes of the repository."""
        self.type("git add --all")
        self.type(f"git commit --quiet --message {shlex.quote(message)}")

    def fill(self, office: Played, answers: Answers, name: str = "", by: str = "Desk") -> str:
        """Fill in the workbook of an office, as it does itself; the path of the file."""
        cover = {
            "cover.audience": words_of(ENGLISH).say(word(f"book.audience.{office.audience}")),
            "cover.by": by,
        }
        path = self.folder / "mail" / (name or f"{office.code}.xlsx")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(filled({**cover, **answers}, sent=self.workbooks[office.code]))
        return f"../mail/{path.name}"

    def status(self) -> Mapping[str, Stands]:
        """Where each office stands, and what else there is to know."""
        words = ["round", "status", CYCLE, "--format", "json"]
        told = json.loads(CliRunner().invoke(main, words, catch_exceptions=False).output)
        return {each["office"]: (each["stage"], tuple(each["marks"])) for each in told["offices"]}


def play(folder: Path, tell: Tell) -> Mapping[str, Stands]:
    """Play the whole round in an empty folder; where each office stands at its end."""
    stage = Stage(folder, tell)
    before = dict(os.environ)
    os.environ.update({**IDENTITY, "ICT_MATURITY_PRIVATE": str(folder / "private")})
    try:
        prepare(stage)
        with chdir(stage.root):
            for act in (invite, answer, settle, end):
                act(stage)
            return stage.status()
    finally:
        os.environ.clear()
        os.environ.update(before)


def prepare(stage: Stage) -> None:
    """A repository with an invented framework and the twelve offices, all of them fictional."""
    tell = stage.tell
    tell("A round with twelve invented offices. Nothing here is about a real one.")
    tell("What is typed stands after a dollar sign, and what is answered below it.")
    stage.scene("A repository with an invented framework")
    stage.type(f"ict-maturity init {shlex.quote(str(stage.root))}")
    codes = stage.root / "offices/codes.yaml"
    text = codes.read_text("utf-8")
    codes.write_text(text.replace("[HV, LM]", f"[HV, LM, {', '.join(BY_CODE)}]"), "utf-8")
    for office in OFFICES:
        place = stage.root / "offices" / office.code
        place.mkdir()
        (place / "office.yaml").write_text(profile(office), "utf-8")
    with chdir(stage.root):
        stage.type("git init --quiet --initial-branch main")
        stage.commit("An invented framework and twelve invented offices")


def profile(office: Played) -> str:
    """The profile of an office."""
    return (
        f"code: {office.code}\nname: {office.name}\nfictional: true\n"
        f"audience: {office.audience}\nprofile:\n  size: [small]\n"
    )


def invite(stage: Stage) -> None:
    """The round is opened, and each office that needs one gets a workbook."""
    stage.scene("The round is opened")
    asked = "\n".join(f"{office.code},{office.way}" for office in OFFICES)
    (stage.folder / "asked.csv").write_text(f"office,way\n{asked}\n", "utf-8")
    days = f"--opens 2026-09-01 --closes {CLOSES} --reference-date {REFERENCE}"
    stage.type(f"ict-maturity round open {CYCLE} --invite ../asked.csv {days}")
    stage.commit(f"The round {CYCLE} is open")
    stage.scene("A workbook for each office, to be sent by e-mail")
    stage.type(f"ict-maturity round pack {CYCLE} ../round.zip")
    with ZipFile(stage.folder / "round.zip") as archive:
        for name in archive.namelist():
            if name.endswith(".xlsx"):
                stage.workbooks[name.split("/")[1]] = archive.read(name)


def answer(stage: Stage) -> None:
    """What comes in time, each in its own way."""
    tell_of(stage, "AL")
    report = stage.root / f"offices/AL/{CYCLE}.yaml"
    report.write_text(git_report(BY_CODE["AL"]), "utf-8")
    stage.type("ict-maturity check")
    stage.commit("Alder Library reports")

    tell_of(stage, "BI")
    file = stage.fill(BY_CODE["BI"], {**met(6), **remark("BI"), **share(88, 100, REFERENCE)})
    stage.type(f"ict-maturity round ingest {file} --came 2026-09-14")
    stage.type(f"ict-maturity round receipt {file} ../BI.html")
    stage.type(f"ict-maturity round ingest {file} --came 2026-09-14 --accept")

    tell_of(stage, "CE")
    typed = {**met(3), **remark("CE")}
    file = stage.fill(BY_CODE["CE"], typed, by="Secretariat, from an e-mail of the office")
    stage.type(f"ict-maturity round ingest {file} --came 2026-09-16 --accept")

    tell_of(stage, "DO")
    one = stage.fill(BY_CODE["DO"], met(4), "DO-desk.xlsx", by="Desk")
    lent = {**share(45, 60, REFERENCE), **remark("DO", "K02")}
    two = stage.fill(BY_CODE["DO"], lent, "DO-shelves.xlsx", by="Shelves")
    stage.type(f"ict-maturity round ingest {one} {two} --merge --came 2026-09-21 --accept")

    tell_of(stage, "FI")
    slip = {**met(5), **remark("FI"), **share(40.5, 50, REFERENCE)}
    file = stage.fill(BY_CODE["FI"], slip, "FI-first.xlsx")
    stage.type(f"ict-maturity round ingest {file} --came 2026-09-22 --accept", code=1)
    file = stage.fill(BY_CODE["FI"], {**slip, **share(40, 50, REFERENCE)}, "FI-second.xlsx")
    stage.type(f"ict-maturity round ingest {file} --came 2026-09-24 --accept")
    better = {**slip, **share(42, 50, REFERENCE), "cover.why": "Two loans were found again."}
    file = stage.fill(BY_CODE["FI"], better, "FI-third.xlsx")
    stage.type(f"ict-maturity round ingest {file} --came 2026-10-06 --accept")

    for code in ("GO", "HA", "IV"):
        tell_of(stage, code)
        file = stage.fill(BY_CODE[code], {**met(7), **remark(code)})
        stage.type(f"ict-maturity round ingest {file} --came 2026-09-30 --accept")


def settle(stage: Stage) -> None:
    """Who declines, withdraws or needs more time, and what that does to the closing."""
    tell_of(stage, "JU")
    stage.type(f'ict-maturity round decline JU {CYCLE} "No staff this year."')

    tell_of(stage, "KI")
    file = stage.fill(BY_CODE["KI"], {**met(2), **remark("KI")})
    stage.type(f"ict-maturity round ingest {file} --came 2026-10-01 --accept")
    stage.commit("What came until the beginning of October")
    stage.type(f"ict-maturity withdraw KI --cycle {CYCLE}")
    stage.type(f'ict-maturity round withdraw KI {CYCLE} "Its director asked for it."')

    tell_of(stage, "LI")
    stage.type(f'ict-maturity round extend LI {CYCLE} 2026-11-15 "A new system in October."')
    stage.scene("Where everybody stands")
    stage.type(f"ict-maturity round status {CYCLE}")
    stage.scene("Linden Library answers in its time")
    file = stage.fill(BY_CODE["LI"], {**met(8), **remark("LI")})
    stage.type(f"ict-maturity round ingest {file} --came 2026-11-13 --accept")


def end(stage: Stage) -> None:
    """The round is closed, one more answer is late, and the site is published."""
    stage.scene("The round is closed")
    stage.type(f"ict-maturity round close {CYCLE}")
    stage.type(f"ict-maturity round close {CYCLE}", code=2)
    stage.type("ict-maturity check")
    stage.commit(f"The round {CYCLE} is closed")

    tell_of(stage, "EL")
    file = stage.fill(BY_CODE["EL"], {**met(6), **remark("EL")})
    stage.type(f"ict-maturity round ingest {file} --came 2026-11-20 --accept")
    stage.type("ict-maturity check --since HEAD")
    stage.commit("Elm Library reports late")

    stage.scene("The site is published on a branch")
    stage.type("ict-maturity deploy --next")
    stage.scene("Where everybody stands at the end")
    stage.type(f"ict-maturity round status {CYCLE}")


def tell_of(stage: Stage, code: str) -> None:
    """The next scene is about an office."""
    stage.scene(f"{BY_CODE[code].name} {BY_CODE[code].how}")


def remark(code: str, kpi: str = "K01") -> Answers:
    """A remark of an office with its word."""
    return {f"answers.{kpi}.note": f"As we saw it: {BY_CODE[code].canary}."}


def git_report(office: Played) -> str:
    """The report that an office writes itself."""
    checks = "\n".join(
        f"      {id.rpartition('.')[2]}: {str(said).replace(' ', '_')}"
        for id, said in met(5).items()
    )
    return (
        f'cycle: "{CYCLE}"\nedition: "2026.1"\nreference_date: {REFERENCE}\nstatus: submitted\n'
        f"audience: {office.audience}\nanswers:\n  K01:\n    note: {office.canary}\n"
        f"    checks:\n{checks}\nhistory:\n"
        f"  - {{date: 2026-09-10, by: Desk, change: First submission.}}\n"
    )
