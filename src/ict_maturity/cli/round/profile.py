"""In: what an office says of itself; out: what of it is new, written into its profile."""

from pathlib import Path

from ict_maturity.cli.round.come import Come
from ict_maturity.intake.profile import changed, with_profile
from ict_maturity.load.one_file import texts_of
from ict_maturity.model import Content
from ict_maturity.said import Said, listed, word
from ict_maturity.website.workspace import write_if_changed


def told_of_office(content: Content, come: Come) -> Said | None:
    """What is new in what an office says of itself, None when its profile says the same."""
    if come.taken is None:
        return None
    said = changed(content.offices[come.taken.key.office], come.taken.profile)
    fields = [
        word("command.round.profile.field", field=field, values=listed(values, "commas"))
        for field, values in said.items()
    ]
    return word("command.round.profile", fields=listed(fields, "semicolons")) if fields else None


def profiled(root: Path, content: Content, come: Come) -> Said | None:
    """Write what is new into the profile of the office, and say so; None when nothing is.

    It holds from the day for which the round asks, or, where the round is closed and its tables
    stay, from the day on which it came. What nobody else may see goes into no public file.
    """
    report, taken = come.report, come.taken
    if report is None or taken is None:
        return None
    office = content.offices[taken.key.office]
    said = changed(office, taken.profile)
    if not said:
        return None
    file = content.source_of("office", office.code)
    if taken.audience != "public" or not (root / file).is_file():
        return word("command.round.profile.private", file=file)
    text = texts_of(root, [file])[file]
    closed = taken.key.cycle in content.closed
    since = report.history[-1].date if closed else report.reference_date
    more = with_profile(text, office, said, since)
    if more is None:
        return word("command.round.profile.by_hand", file=file)
    write_if_changed(root / file, more.encode())
    return word("command.round.profile.written", file=file)
