"""The round that scripts/demo-round plays: where each office ends, and who may read what."""

import io
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from ict_maturity.load import load
from ict_maturity.repository.git import git, git_bytes
from ict_maturity.rounds.invitations import invitations_in
from tests.demo_round.offices import BY_CODE, OFFICES
from tests.demo_round.play import CYCLE, Stands, play

ENDS: Mapping[str, Stands] = {
    "AL": ("published", ()),
    "BI": ("published", ()),
    "CE": ("published", ()),
    "DO": ("published", ()),
    "EL": ("published", ("late",)),
    "FI": ("published", ()),
    "GO": ("released", ()),
    "HA": ("published", ()),
    "IV": ("published", ()),
    "JU": ("invited", ("declined",)),
    "KI": ("invited", ("withdrawn",)),
    "LI": ("published", ("extended",)),
}
SHOWN = ("AL", "BI", "CE", "DO", "EL", "FI", "LI")
HIDDEN = ("GO", "HA", "IV")


@dataclass(frozen=True)
class Played:
    """A round that was played: its folder, how it ended and what was told."""

    folder: Path
    ends: Mapping[str, Stands]
    told: str

    @property
    def root(self) -> Path:
        """The repository."""
        return self.folder / "repository"

    @property
    def round(self) -> Path:
        """The private folder of the round."""
        return self.folder / "private/rounds" / CYCLE


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("demo")
    told: list[str] = []
    ends = play(folder, told.append)
    return Played(folder, ends, "\n".join(told))


def unpacked(content: bytes) -> Iterator[bytes]:
    """Bytes, and those of the members of an archive."""
    yield content
    if is_zipfile(io.BytesIO(content)):
        with ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def branch(root: Path) -> bytes:
    """Every byte of the published branch, with its names and messages."""
    with tarfile.open(fileobj=io.BytesIO(git_bytes(root, "archive", "gh-pages"))) as tar:
        files = (tar.extractfile(member) for member in tar.getmembers())
        content = [part for file in files if file for part in unpacked(file.read())]
        names = [name.encode() for name in tar.getnames()]
    return b"\n".join([*content, *names, git(root, "log", "gh-pages").encode()])


def below(folder: Path) -> bytes:
    """Every byte of the files of a folder, without git's own."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return b"\n".join(path.read_bytes() for path in files if ".git" not in path.parts)


def test_each_office_ends_where_its_story_leads(played: Played) -> None:
    assert dict(played.ends) == ENDS
    assert set(ENDS) == set(BY_CODE)


def test_the_closed_round_counts_who_came_in_time(played: Played) -> None:
    content = load(played.root).content
    assert content is not None
    closed = content.closed[CYCLE]
    assert tuple(closed.reports) == ("AL", "BI", "CE", "DO", "FI", "LI")
    assert closed.asked == len(OFFICES)
    assert not closed.all_offices.recommendations, "one that is counted is too few"
    corrected = content.assessments[next(key for key in content.assessments if key.office == "FI")]
    assert [entry.why for entry in corrected.history][-1] == "Two loans were found again."


def test_everybody_reads_what_was_said_to_everybody(played: Played) -> None:
    public = branch(played.root)
    assert [code for code in SHOWN if BY_CODE[code].canary.encode() not in public] == []


def test_nobody_else_reads_what_was_not(played: Played) -> None:
    tokens = [each.token for each in invitations_in(played.round)[0].values()]
    assert len(tokens) == len(OFFICES)
    reasons = ["No staff this year", "Its director asked", "A new system in October"]
    private = [*tokens, *reasons, *(BY_CODE[code].canary for code in (*HIDDEN, "KI", "JU"))]
    for public in (branch(played.root), below(played.root)):
        assert [each for each in private if each.encode() in public] == []
    names = [BY_CODE[code].name for code in (*HIDDEN, "JU")]
    assert len(names) == 4
    hidden = [name for name in names[:3] if name.encode() in branch(played.root)]
    assert hidden == []


def test_the_private_folder_keeps_what_it_should_and_no_more(played: Played) -> None:
    private = below(played.folder / "private")
    for code in HIDDEN:
        assert BY_CODE[code].canary.encode() in private
    assert BY_CODE["KI"].canary.encode() not in private
    log = (played.round / "log.jsonl").read_bytes()
    assert [each.canary for each in OFFICES if each.canary.encode() in log] == []
    assert log.count(b'"kind":"closed"') == 1


def test_the_transcript_names_no_place_of_this_machine(played: Played) -> None:
    assert str(played.folder) not in played.told
    assert "$ ict-maturity round close" in played.told
    assert played.told.count("\n# ") >= len(OFFICES)
