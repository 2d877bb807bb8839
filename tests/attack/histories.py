"""In: a seed; out: what one site holds from day to day, over several rounds.

Offices join and leave, choose for each report who may see it, correct, come late and withdraw, and
each round is closed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from random import Random

from ict_maturity.compare.history import corrected
from ict_maturity.edition.closing import closed_now
from ict_maturity.edition.withdraw import taken_out
from ict_maturity.model import Assessment, AssessmentKey, Closing, Content, Office, Withdrawal
from tests.unit.round_examples import CODES, FRAMEWORK, Report, reported
from tests.unit.score_examples import office

ROUNDS = ("2026", "2027", "2028")
AUDIENCES = ("public", "public", "members", "own", *["counted"] * 6)
STAYS = 0.85
"""How likely an office answers what most answer."""
LOYAL = 0.97
"""How likely it takes part, and lets the same people see it as before."""


class History:
    """What is drawn of one site; `content` is what it holds now."""

    def __init__(self, random: Random) -> None:
        self._random = random
        cycle = FRAMEWORK.cycles["2026"]
        day = cycle.reference_date
        cycles = {
            id: cycle.model_copy(update={"id": id, "reference_date": day.replace(year=int(id))})
            for id in ROUNDS
        }
        self.content = replace(FRAMEWORK, cycles=cycles, offices={}, assessments={}, files={})
        codes = CODES[: random.randint(9, 30)]
        self._audience = {code: random.choice(AUDIENCES) for code in codes}
        self._region = {code: random.choice(("north", "north", "south", None)) for code in codes}

    def days(self) -> Iterator[Content]:
        """What the site holds each time that it is published."""
        for cycle in ROUNDS:
            self._report(cycle)
            yield self.content
            entry = Closing(date=self._day(cycle, 10), by="secretariat")
            closed = closed_now(self.content, cycle, entry)
            if closed is None:
                continue
            files = {**self.content.files, ("closed", cycle): f"cycles/{cycle}.closed.yaml"}
            everything = {**self.content.closed, cycle: closed}
            self.content = replace(self.content, closed=everything, files=files)
            yield self.content
            for event in (self._correct, self._come_late, self._withdraw):
                if self._random.random() < 0.5:
                    event(cycle)
                    yield self.content

    def _day(self, cycle: str, month: int) -> date:
        return date(int(cycle), month, 1)

    def _report(self, cycle: str) -> None:
        """Most offices report, most of them alike."""
        usual = self._random.choice((0, 1, 2, 3, 4))
        chosen = self._random.choice((("data",), ("people",), ("data", "people")))
        for code in self._audience:
            if self._random.random() > LOYAL:
                self._audience[code] = self._random.choice(AUDIENCES)
            if self._random.random() < LOYAL:
                self._add(code, cycle, self._drawn(code, usual, chosen))

    def _drawn(self, code: str, usual: int, chosen: tuple[str, ...]) -> Report:
        random = self._random

        def level() -> int | None:
            return usual if random.random() < STAYS else random.choice((0, 1, 2, 3, 4, None))

        others = ((), ("data",), ("people",), ("data", "people"))
        focus = chosen if random.random() < STAYS else random.choice(others)
        return Report(self._audience[code], level(), 4, level(), self._region[code], focus)

    def _add(self, code: str, cycle: str, report: Report) -> None:
        day = self.content.cycles[cycle].reference_date
        given = reported(report).model_copy(
            update={"cycle": cycle, "reference_date": day, "audience": report.audience}
        )
        self._keep(AssessmentKey(code, cycle), given)

    def _keep(self, key: AssessmentKey, given: Assessment) -> None:
        reports = {**self.content.assessments, key: given}
        audiences = {each.audience for at, each in reports.items() if at.office == key.office}
        region = self._region[key.office]
        profile = {"region": (region,)} if region else {}
        allowed = audiences.pop() if len(audiences) == 1 else "public"
        files = {
            ("office", key.office): f"offices/{key.office}/office.yaml",
            ("assessment", "/".join(key)): f"offices/{key.office}/{key.cycle}.yaml",
        }
        offices: Mapping[str, Office] = {
            **self.content.offices,
            key.office: office(key.office, allowed, **profile),
        }
        self.content = replace(
            self.content,
            offices=offices,
            assessments=reports,
            files={**self.content.files, **files},
        )

    def _some(self, cycle: str, *audiences: str) -> AssessmentKey | None:
        """One report of a round."""
        found = [
            key
            for key, each in self.content.assessments.items()
            if key.cycle == cycle and each.audience in audiences
        ]
        return self._random.choice(found) if found else None

    def _correct(self, cycle: str) -> None:
        """An office with a name corrects its report of a closed round."""
        key = self._some(cycle, "public")
        if key:
            before = self.content.assessments[key]
            other = reported(Report(first=self._random.choice((0, 1, 3)), focus=("data",)))
            now = other.model_copy(
                update={name: getattr(before, name) for name in ("cycle", "reference_date")}
            )
            self._keep(key, corrected(before, now, "Read again."))

    def _come_late(self, cycle: str) -> None:
        """A report by name comes when its round is closed."""
        code = self._random.choice(list(self._audience))
        if (code, cycle) not in self.content.assessments:
            late = self._drawn(code, self._random.choice((0, 2, 4)), ("data",))
            self._add(code, cycle, replace(late, audience="public"))

    def _withdraw(self, cycle: str) -> None:
        """An office takes back one report, or all of them."""
        key = self._some(cycle, "public", "counted", "counted")
        if key:
            entry = Withdrawal(
                office=key.office,
                cycle=self._random.choice((cycle, None)),
                date=self._day(cycle, 11),
                audience=self.content.assessments[key].audience,
            )
            self.content = taken_out(self.content, [entry]).content
            if entry.cycle is None:
                del self._audience[key.office]
