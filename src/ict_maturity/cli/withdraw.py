"""In: an office's code, and a round; out: `withdraw`, which takes out what the office reported."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from ict_maturity.check import check
from ict_maturity.cli.check import sound_content
from ict_maturity.cli.commands import PROBLEMS, Impossible, misused, say, with_root
from ict_maturity.cli.problems import written
from ict_maturity.edition.withdraw import FILE, TakenOut, taken_out
from ict_maturity.load.handwritten import handwritten
from ict_maturity.load.one_file import texts_of
from ict_maturity.load.places import Places
from ict_maturity.model import AssessmentKey, Audience, Content, Office, Withdrawal
from ict_maturity.order import natural_order
from ict_maturity.problems import errors
from ict_maturity.problems.finding import some_of
from ict_maturity.repository.git import GitError, answer, git
from ict_maturity.said import listed, long_date, word
from ict_maturity.website.workspace import write_if_changed


@click.command("withdraw")
@click.argument("code")
@with_root
@click.option(
    "--cycle",
    metavar="ID",
    help="Round whose report is taken back. [default: all, with the profile]",
)
def withdraw_command(code: str, root: Path, cycle: str | None) -> None:
    """Take out what the office CODE reported and takes back.

    Its report of one round, or all of them with its profile, are deleted, and withdrawals.yaml
    notes office, round and day. Rounded tables of these rounds stay as they were. The change is
    yours to commit and to deploy. What git keeps of it, and how that is removed, is told by
    docs/development/publish.md.
    """
    content = sound_content(root)
    entry = withdrawal(content, code, cycle)
    found = taken_out(content, [entry])
    refuse_uncommitted(root, found, entry)
    refuse_problems(root, found)
    # The list first: whatever stops this now, `check` names the files that are left.
    for output in found.written:
        write_if_changed(root / output.path, output.content)
    for file in found.files:
        (root / file).unlink()
    if cycle is None:
        # Notes for people may lie beside them.
        shutil.rmtree(root / "offices" / code)
    say(word("command.withdraw.deleted", files=some_of(found.files)))
    say(word("command.withdraw.noted", file=FILE))
    if found.content.withdrawals.rounded != content.withdrawals.rounded:
        say(word("command.withdraw.rounded"))
    if naming := some_of(files_naming(root, content.offices[code], found.content)):
        say(word("command.withdraw.naming", files=naming))
    say(word("command.withdraw.next"))
    say(word("command.withdraw.history"))


def withdrawal(content: Content, code: str, cycle: str | None) -> Withdrawal:
    """The entry for the list; what cannot be withdrawn ends the command with 2."""
    before = content.withdrawals.of(code, cycle)
    if before:
        round_ = word("command.withdraw.round", cycle=cycle) if before.cycle else ""
        raise Impossible(
            word("command.withdraw.already", office=code, round=round_, day=long_date(before.date))
        )
    office = content.offices.get(code)
    if office is None:
        known = some_of(content.offices) or word("command.none_yet")
        raise misused(word("command.withdraw.no_office", office=code, known=known))
    if code not in content.published and not was_named(content, code):
        raise Impossible(word("command.withdraw.private", office=code))
    audience = widest(content, office)
    if cycle is not None:
        rounds = sorted(
            (key.cycle for key in content.assessments if key.office == code), key=natural_order
        )
        if cycle not in rounds:
            known = listed(rounds, "commas") or word("command.none_yet")
            raise misused(word("command.withdraw.no_report", office=code, cycle=cycle, known=known))
        report = content.assessments[AssessmentKey(code, cycle)]
        if report.status == "draft":
            raise Impossible(word("command.withdraw.draft", office=code, cycle=cycle))
        audience = report.audience
    return Withdrawal(
        office=code,
        cycle=cycle,
        date=date.today(),
        audience=audience,
        fictional=office.fictional,
    )


def widest(content: Content, office: Office) -> Audience:
    """Who could see the most that there is of an office."""
    if office.code in content.named:
        return "public"
    return "counted" if office.code in content.published else office.audience


def was_named(content: Content, code: str) -> bool:
    """Whether an edition that was cut shows the office by name."""
    return any(code in edition.lock.offices for edition in content.editions.values())


def files_naming(root: Path, office: Office, left: Content) -> Iterator[str]:
    """The files that still call an office by its name: people wrote of it there."""
    if ("office", office.code) in left.files:
        return
    names = [name.casefold() for name in (office.name, *office.former_names)]
    texts = {page.source: page.text for page in handwritten(root)[0] if page.source}
    texts |= texts_of(root, {*left.files.values()} - {FILE})
    for file in sorted(texts):
        if any(name in texts[file].casefold() for name in names):
            yield file


def refuse_uncommitted(root: Path, found: TakenOut, entry: Withdrawal) -> None:
    """What is deleted is in git, when anything is: nobody could look up what was never there."""
    try:
        if not answer(root, "rev-parse", "--show-toplevel"):
            return
        places = found.files if entry.cycle else (f"offices/{entry.office}",)
        changed = git(root, "status", "--porcelain", "--", *places).splitlines()
    except GitError as error:
        raise Impossible(error.said) from error
    if changed:
        files = some_of(line[3:] for line in changed)
        raise Impossible(word("command.withdraw.uncommitted", files=files))


def refuse_problems(root: Path, found: TakenOut) -> None:
    """Nothing is deleted when what is left would be wrong, such as a link to the office."""
    problems = errors(check(found.content, Places(root)))
    if problems:
        click.echo(written(problems, "text", root))
        say(word("command.withdraw.refused"), err=True)
        raise click.exceptions.Exit(PROBLEMS)
