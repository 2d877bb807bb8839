"""`round open`: a round from the last one, a token for each office, nothing half-written."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from ict_maturity.check.cycle import those_who_report_were_invited
from ict_maturity.cli import main
from ict_maturity.facts.values import TOKEN, UNMISTAKABLE
from ict_maturity.load import load
from ict_maturity.model import Cycle
from ict_maturity.rounds import log as log_module
from ict_maturity.rounds.events import OfOffice
from ict_maturity.rounds.invitations import add, invitations_in, new_token
from ict_maturity.rounds.log import Log
from ict_maturity.rounds.opening import later, with_invited
from tests.copies import copied
from tests.english import refusing
from tests.unit.round_examples import Report, levels, unnamed, world

BASE = Path(__file__).parent.parent / "examples" / "base"
LIST = "office,language,way\nQM,fr,\nNO,,git\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path / "root", BASE)


def opened(root: Path, asked: str = LIST, *more: str, name: str = "asked.csv") -> Result:
    file = root.with_name(name)
    file.write_text(asked, "utf-8")
    cycle = [] if "2026-2" in more else ["2027"]
    arguments = [*cycle, "--root", str(root), "--invite", str(file), *more]
    variables = {"ICT_MATURITY_PRIVATE": str(root.with_name("private"))}
    return CliRunner().invoke(main, ["round", "open", *arguments], env=variables)


def folder(root: Path) -> Path:
    return root.with_name("private") / "rounds/2027"


def everything(root: Path) -> dict[str, bytes]:
    top = root.parent
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for place in ("root", "private")
        for path in sorted((top / place).rglob("*"))
        if path.is_file()
    }


def cycle_of(root: Path, id: str = "2027") -> Cycle:
    content = load(root).content
    assert content is not None
    return content.cycles[id]


def test_the_round_asks_what_the_last_one_asked(root: Path) -> None:
    result = opened(root)
    assert result.exit_code == 0
    assert "Invited 2 offices to the round 2027, 2 in all." in result.output
    last, new = cycle_of(root, "2026"), cycle_of(root)
    assert (new.title, new.invited) == ("Round of 2027", 2)
    assert (new.opens, new.closes) == (date(2027, 7, 1), date(2027, 9, 30))
    assert new.reference_date == date(2027, 6, 30)
    for same in ("questions", "kpis", "edition", "fictional"):
        assert getattr(new, same) == getattr(last, same)
    assert CliRunner().invoke(main, ["check", "--root", str(root)]).exit_code == 0


def test_options_give_other_days(root: Path) -> None:
    days = ["--opens", "2027-02-01", "--closes", "2027-04-30", "--reference-date", "2027-01-31"]
    assert opened(root, LIST, *days).exit_code == 0
    new = cycle_of(root)
    assert (new.opens, new.closes) == (date(2027, 2, 1), date(2027, 4, 30))
    assert new.reference_date == date(2027, 1, 31)


def test_each_office_has_a_token_and_an_event(root: Path) -> None:
    opened(root)
    invitations, problems = invitations_in(folder(root))
    assert problems == ()
    assert list(invitations) == ["QM", "NO"]
    said = [(each.language, each.way) for each in invitations.values()]
    assert said == [("fr", "workbook"), ("en", "git")]
    events = Log(folder(root), "2027").read().events
    kinds = [(each.kind, each.office, each.by) for each in events if isinstance(each, OfOffice)]
    assert kinds == [("invited", "QM", "secretariat"), ("invited", "NO", "secretariat")]


def test_a_second_time_adds_and_changes_no_token(root: Path) -> None:
    opened(root)
    before = everything(root)
    path = folder(root) / "invitations.yaml"
    edited = path.read_text().replace("language: en", "language: fr  # by telephone")
    path.write_text(edited)
    result = opened(root, "offices:\n- office: QN\n- office: QM\n", name="more.yaml")
    assert "Invited 1 office to the round 2027, 3 in all." in result.output
    assert path.read_text().startswith(edited)
    invitations, _ = invitations_in(folder(root))
    assert list(invitations) == ["QM", "NO", "QN"]
    assert invitations["NO"].language == "fr"
    assert cycle_of(root).invited == 3
    events = Log(folder(root), "2027").read().events
    offices = [each.office for each in events if isinstance(each, OfOffice)]
    assert offices == ["QM", "NO", "QN"]
    after = everything(root)
    changed = {file for file in after if after[file] != before.get(file)}
    assert changed == {
        "root/cycles/2027.yaml",
        "private/rounds/2027/invitations.yaml",
        "private/rounds/2027/log.jsonl",
    }
    again = opened(root)
    assert "All in this list were invited to the round 2027 before, 3 in all." in again.output
    assert everything(root) == after


def test_the_round_file_that_people_wrote_gets_one_line(root: Path) -> None:
    path = root / "cycles/2027.yaml"
    written = (root / "cycles/2026.yaml").read_text().replace("2026", "2027")
    written = f"# By hand.\r\n{written.replace('2027.1', '2026.1')}"
    path.write_bytes(written.encode())
    assert opened(root).exit_code == 0
    assert path.read_bytes().decode() == f"{written}invited: 2\n"
    assert opened(root, "office\nQN\n").exit_code == 0
    assert path.read_bytes().decode() == f"{written}invited: 3\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("invited: 2\r\nid: x\r\n", "invited: 7\r\nid: x\r\n"),
        ("id: x", "id: x\ninvited: 7\n"),
        ("about: |\n  invited: 2\n", "about: |\n  invited: 2\ninvited: 7\n"),
    ],
)
def test_only_the_number_of_those_invited_changes(text: str, expected: str) -> None:
    assert with_invited(text, 7) == expected


@pytest.mark.parametrize("text", ["{id: x}\n", "id: x\n...\n"])
def test_a_file_that_takes_no_line_is_left_alone(text: str) -> None:
    with refusing("cannot take this line by itself.*invited: 7"):
        with_invited(text, 7)


BAD = {
    "office\nQM\nXX\n": ":3  invitation-line\n  XX is no code",
    "office\nQM\nQM\n": ":3  invitation-line\n  QM stands in the list twice",
    "office,way\nQM,\nQN\n": ":3  invitation-line\n  The line has 1 cells; the first line names 2",
    "office,way\nQM,post\n": ":2  value-not-allowed",
    "office,language\nQM,French\n": ":2  wrong-form",
    "office,language\n,fr\n": ":2  field-missing",
    "office,way\nQM,\n\nqm,\n": ":4  wrong-form",
    "office;way\nQM;git\n": ":1  invitation-file\n  The first line names the columns",
    "office,colour\nQM,red\n": "Found: office, colour.",
    "office,office\nQM,QM\n": ":1  invitation-file",
    "QM\nQN\n": ":1  invitation-file",
    'office\n"QM"x\n': "invitation-file\n  This is not a table with commas",
    "office\n": "invitation-file\n  The list names nobody",
    "": "invitation-file",
    "office\nQ\u200bM\n": "control-character",
}
BAD_YAML = {
    "offices: [QM]\n": ":1  wrong-type",
    "offices:\n- office: QM\n- office: QX\n": ":3  invitation-line",
    "offices:\n- offise: QM\n": ":2  field-unknown",
    "- office: QM\n": "invitation-file\n  Expected one field, offices, with a list.",
    "offices: []\n": "invitation-file\n  The list names nobody",
    "offices: &a [*a]\n": "alias-not-allowed",
    "offices:\n- office: QM\n  colour: red\n": "field-unknown",
    "offices: [\n": "not-yaml",
}
LISTS = [
    *((text, told, "asked.csv") for text, told in BAD.items()),
    *((text, told, "asked.yaml") for text, told in BAD_YAML.items()),
    ("office\nQM\n", "invitation-file\n  This is no list that can be read by its name", "a.xlsx"),
]


@pytest.mark.parametrize(("text", "told", "name"), LISTS)
def test_a_bad_list_invites_nobody(root: Path, text: str, told: str, name: str) -> None:
    before = everything(root)
    result = opened(root, text, name=name)
    assert (result.exit_code, told in result.output) == (1, True), result.output
    assert everything(root) == before
    assert not root.with_name("private").exists()


def test_every_bad_line_is_told_at_once(root: Path) -> None:
    result = opened(root, "office\nXX\nQM\nYY\nQM\n")
    assert [f"asked.csv:{line} " in result.output for line in (2, 3, 4, 5)] == [
        True,
        False,
        True,
        True,
    ]


REFUSED = {
    ("--opens", "2027-12-01"): (1, "dates-out-of-order"),
    ("2026-2",): (2, "Give all three days"),
    ("--private", "root/private"): (2, "one within the other"),
    ("--opens", "soon"): (2, "soon"),
}


@pytest.mark.parametrize("more", REFUSED)
def test_what_cannot_be_opened_writes_nothing(
    root: Path, more: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root.parent)
    before = everything(root)
    result = opened(root, LIST, *more)
    code, told = REFUSED[more]
    assert (result.exit_code, told in result.output) == (code, True), result.output
    assert everything(root) == before


def test_days_of_an_open_round_stand_in_its_file(root: Path) -> None:
    opened(root)
    before = everything(root)
    result = opened(root, "office\nQN\n", "--closes", "2027-10-31")
    assert (result.exit_code, "2027 is open; change its days" in result.output) == (2, True)
    assert everything(root) == before


def test_the_first_round_is_written_by_hand(root: Path) -> None:
    for file in ("cycles/2026.yaml", "offices/QM/2026.yaml"):
        (root / file).unlink()
    result = opened(root)
    assert (result.exit_code, "no round before 2027" in result.output) == (2, True)


def test_a_round_that_is_no_id_is_no_path(root: Path) -> None:
    for id in ("../2027", "27", "2027-10", ""):
        result = CliRunner().invoke(
            main,
            ["round", "open", id, "--root", str(root), "--private", "p", "--invite", "x"],
        )
        assert (result.exit_code, 'expected a round such as "2026"' in result.output) == (2, True)


def test_opening_again_completes_what_a_full_disk_stopped(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(log_module, "write_all", full)
    result = opened(root)
    assert (result.exit_code, "No space left" in result.output) == (2, True)
    assert not (root / "cycles/2027.yaml").exists()
    tokens, _ = invitations_in(folder(root))
    monkeypatch.undo()
    assert opened(root).exit_code == 0
    assert invitations_in(folder(root))[0] == tokens
    assert cycle_of(root).invited == 2
    assert len(Log(folder(root), "2027").read().events) == 2


def test_what_people_broke_in_the_invitations_is_told_with_its_line(root: Path) -> None:
    opened(root)
    path = folder(root) / "invitations.yaml"
    path.write_text(path.read_text().replace("way: git", "way: post"))
    before = everything(root)
    result = opened(root, "office\nQN\n")
    assert (result.exit_code, "invitations.yaml:9:8  value-not-allowed" in result.output) == (
        1,
        True,
    )
    assert everything(root) == before


def test_nothing_is_added_where_it_would_not_be_read(root: Path) -> None:
    opened(root)
    invitations, _ = invitations_in(folder(root))
    path = folder(root) / "invitations.yaml"
    text = str({code: each.model_dump(exclude_none=True) for code, each in invitations.items()})
    path.write_text(text)
    with refusing("nothing can be added at the end"):
        add(folder(root), {"QN": invitations["QM"]}, "")
    assert path.read_text() == text


def test_tokens_are_long_and_no_two_signs_look_alike() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(re.fullmatch(TOKEN, token) for token in tokens)
    assert set("".join(tokens)) - {"-"} == set(UNMISTAKABLE)
    assert not set(UNMISTAKABLE) & set("01ILOU")
    assert len(UNMISTAKABLE) ** sum(sign != "-" for sign in new_token()) >= 2**128


def test_tokens_stay_texts_in_any_reader_of_yaml(root: Path) -> None:
    opened(root)
    data = yaml.safe_load((folder(root) / "invitations.yaml").read_text().replace("NO:", "N:"))
    assert all(re.fullmatch(TOKEN, each["token"]) for each in data.values())


@given(day=st.dates(date(2000, 1, 1), date(2090, 12, 31)), years=st.integers(0, 9))
def test_a_day_moves_by_whole_years(day: date, years: int) -> None:
    moved = later(day, years)
    assert (moved.year - day.year, moved.month) == (years, day.month)
    assert moved.day == (28 if (day.month, day.day) == (2, 29) else day.day)


@pytest.mark.parametrize("invited", [None, 4, 5, 6])
def test_no_more_report_by_name_than_were_invited(invited: int | None) -> None:
    content = world([*levels(1, 2, 3, 3, 4), *unnamed(1, 1), Report(status="draft")])
    cycle = content.cycles["2026"].model_copy(update={"invited": invited})
    found = list(those_who_report_were_invited(cycle, content))
    assert [(each.path, each.code) for each in found] == (
        [(("invited",), "invited-too-few")] if invited == 4 else []
    )
