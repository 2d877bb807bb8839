"""In: a content root; out: every page and export of its site, or every problem that forbids it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ict_maturity.aggregate import Site, publish
from ict_maturity.check import check, check_report
from ict_maturity.check.claim import page_claims
from ict_maturity.data.outputs import Output
from ict_maturity.export import export
from ict_maturity.load import load
from ict_maturity.load.handwritten import handwritten
from ict_maturity.load.places import Places
from ict_maturity.load.private import with_private_reports
from ict_maturity.model import MAIN, Content
from ict_maturity.problems import Problem, errors, sorted_once
from ict_maturity.render import render
from ict_maturity.said import Phrase, word
from ict_maturity.score import score_all

Tell = Callable[[Phrase], None]


@dataclass(frozen=True)
class Build:
    """What a build made. With errors there is no site and no output; warnings stop nothing."""

    site: Site | None
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]


def build(
    root: Path,
    tell: Tell = lambda stage: None,
    revision: str = MAIN,
    members: Path | None = None,
) -> Build:
    """Turn the content below `root` into the outputs that `stage` writes.

    `tell` is called with the name of each stage as it begins; `revision` is the branch or tag at
    which the repository shows the content; `members` is the private folder of a site for the
    members of the Task Force, which is not opened for any other. Nothing is written.
    Raises OSError when the content cannot be read.
    """
    tell(word("command.stage.reading"))
    loaded = load(root)
    content = loaded.content
    if content is None:
        return Build(None, (), loaded.problems)

    tell(word("command.stage.checking"))
    pages, _ = handwritten(root)
    claims = page_claims(pages, content.facts)
    problems = sorted_once([*loaded.problems, *check(content, loaded.places), *claims])
    if errors(problems):
        return Build(None, (), problems)
    if members:
        content, found = for_members(content, members)
        problems = sorted_once([*problems, *found])
        if errors(problems):
            return Build(None, (), problems)

    tell(word("command.stage.scoring"))
    content = replace(content, revision=revision)
    site = publish(content, score_all(content))

    tell(word("command.stage.writing"))
    data = export(site)
    outputs = (*render(site, data), *data)
    return Build(site, tuple(sorted(outputs, key=lambda output: output.path)), problems)


def for_members(content: Content, private: Path) -> tuple[Content, tuple[Problem, ...]]:
    """What the members of the Task Force see, and what is wrong with what is for them alone."""
    both, problems = with_private_reports(content, private, "members")
    found = [
        each
        for key in both.assessments.keys() - content.assessments.keys()
        for each in check_report(
            both,
            key,
            both.assessments[key],
            both.source_of("assessment", "/".join(key)),
            Places(private),
        )
    ]
    return replace(both, seen_by="members"), sorted_once([*problems, *found])
