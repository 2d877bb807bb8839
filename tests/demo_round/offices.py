"""In: nothing; out: the twelve invented offices of the round, and what each of them answers.

Each office writes a word into a remark that stands nowhere else, so that it can be looked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Written = str | int | float
Answers = Mapping[str, Written]

CHECKS = (
    "rules-written",
    "rules-dated",
    "rules-at-desk",
    "days-stated",
    "every-shelf",
    "no-fee",
    "joiners-counted",
    "rule-changed",
)


@dataclass(frozen=True)
class Played:
    """One office: how it takes part, and who may see its answers."""

    code: str
    name: str
    how: str
    audience: str = "public"
    way: str = "workbook"

    @property
    def canary(self) -> str:
        """The word that stands in its remark and nowhere else."""
        return f"canary-of-{self.code.lower()}"


OFFICES: Sequence[Played] = (
    Played("AL", "Alder Library", "writes its report itself, in git", way="git"),
    Played("BI", "Birch Library", "answers in the workbook"),
    Played("CE", "Cedar Library", "answers in an e-mail, which is typed into its workbook"),
    Played("DO", "Dogwood Library", "has two departments, each with a workbook"),
    Played("EL", "Elm Library", "is late"),
    Played("FI", "Fir Library", "corrects what it sent"),
    Played("GO", "Gorse Library", "lets nobody see its answers", audience="own"),
    Played("HA", "Hazel Library", "lets the members see its answers", audience="members"),
    Played("IV", "Ivy Library", "is only counted", audience="counted"),
    Played("JU", "Juniper Library", "declines"),
    Played("KI", "Kiwi Library", "withdraws what it sent"),
    Played("LI", "Linden Library", "asks for more time, and answers in it"),
)
BY_CODE = {office.code: office for office in OFFICES}


def met(number: int) -> dict[str, Written]:
    """The first KPI, with so many of its checks met."""
    return {
        f"answers.K01.checks.{check}": "met" if place < number else "not met"
        for place, check in enumerate(CHECKS)
    }


def share(part: Written, whole: int, day: str) -> dict[str, Written]:
    """The second KPI."""
    return {
        "answers.K02.numerator": part,
        "answers.K02.denominator": whole,
        "answers.K02.as_of": day,
    }
