"""The site for members: what it shows more than the public one, where it lies, and who made it."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ict_maturity.build import build
from ict_maturity.cli import main
from ict_maturity.cli.build import AUDIENCES
from ict_maturity.model.content import NAMED
from ict_maturity.website.engine import MEMBERS, environment
from tests.copies import copied
from tests.warm import warm_engine

SAID = {audience: f"CANARY-{audience}" for audience in ("public", "members", "counted", "own")}
"""What the private reports say in their notes, by who may see them."""
CODES = dict(zip(SAID, ("HT", "HW", "HX", "HY"), strict=True))


def test_a_site_can_be_built_for_all_who_may_look() -> None:
    assert tuple(NAMED) == AUDIENCES


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path / "root")


@pytest.fixture
def private(root: Path) -> Path:
    """A private folder with a report for each audience, each of an office of its own."""
    folder = root.with_name("private")
    folder.mkdir(mode=0o700)
    profile = (root / "offices/HV/office.yaml").read_text("utf-8")
    report = (root / "offices/HV/2026.yaml").read_text("utf-8")
    for audience, code in CODES.items():
        place = folder / "offices" / code
        place.mkdir(parents=True)
        said = f"audience: {audience}"
        text = profile.replace("code: HV", f"code: {code}").replace("audience: public", said)
        (place / "office.yaml").write_text(re.sub("(?m)^name: .*", f"name: Name-{code}", text))
        noted = report.replace("audience: public", said) + f"\nnotes: {SAID[audience]}\n"
        (place / "2026.yaml").write_text(noted)
    return folder


def typed(root: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["build", "--root", str(root), *map(str, arguments)])


def canaries(content: bytes) -> set[str]:
    names = {f"Name-{code}": audience for audience, code in CODES.items()}
    words = {**names, **{said: audience for audience, said in SAID.items()}}
    return {audience for text, audience in words.items() if text.encode() in content}


def outputs(root: Path, members: Path | None = None) -> bytes:
    made = build(root, members=members)
    assert made.site is not None, made.problems
    return b"".join(each.content for each in made.outputs)


def test_members_see_what_is_for_them_and_nothing_else_that_is_private(
    root: Path, private: Path
) -> None:
    assert canaries(outputs(root)) == set()
    # Even what may be public is so when it lies where all can read it.
    assert canaries(outputs(root, private)) == {"members"}


def test_what_is_wrong_with_a_report_for_members_forbids_their_site(
    root: Path, private: Path
) -> None:
    profile = private / "offices/HW/office.yaml"
    profile.write_text(profile.read_text().replace("audience: members", "audience: own"))
    (found,) = [each for each in build(root, members=private).problems if each.severity == "error"]
    assert (found.code, found.file) == ("audience-too-wide", "offices/HW/2026.yaml")
    assert found.line > 0
    assert build(root).site is not None


def test_every_page_of_it_says_for_whom_it_is_and_no_search_engine_keeps_it(
    root: Path, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What others left in the environment makes no site for members.
    monkeypatch.setenv(MEMBERS, str(private))
    with warm_engine():
        assert typed(root).exit_code == 0
        result = typed(root, "--audience", "members", "--private", private)
    assert result.exit_code == 0, result.output
    assert "nobody else can read it" in result.output
    assert not (private / "site").is_symlink()
    pages = {path: path.read_text("utf-8") for path in (private / "site").rglob("*.html")}
    assert any("CANARY-members" in page for page in pages.values())
    del pages[private / "site/assess/kit.html"]  # An empty form to take away, for everybody.
    for path, page in pages.items():
        assert '<meta name="robots" content="noindex' in page, path
        assert page.count("For members. Some reports here are for nobody else.") >= 1, path
    public = [path.read_text("utf-8") for path in (root / "site").rglob("*.html")]
    assert not any("noindex" in page or "CANARY" in page for page in public)
    assert not any("For members. Some" in page for page in public)


def test_no_build_of_the_commands_inherits_the_place_of_members(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`deploy` draws as `build` does for everybody: it cannot publish what is for members."""
    monkeypatch.setenv(MEMBERS, "/somewhere")
    assert MEMBERS not in environment()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--audience", "members"), "needs --private"),
        (("--private", "{private}"), "opens no private folder"),
        (
            ("--audience", "members", "--private", "{private}", "--out", "{root}/site"),
            "lie one within the other",
        ),
        (("--audience", "members", "--private", "{root}"), "lie one within the other"),
    ],
)
def test_a_site_for_members_lies_where_it_is_not_published(
    root: Path, private: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = typed(root, *(each.format(root=root, private=private) for each in arguments))
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
    assert not (root / "site").exists()


def test_others_may_not_read_the_folder_that_members_are_shown(root: Path, private: Path) -> None:
    private.chmod(0o755)
    assert typed(root, "--audience", "members", "--private", private).exit_code == 2
