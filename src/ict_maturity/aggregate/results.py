"""In: nothing; out: the types of a cycle's results over many offices."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Distribution:
    """How many offices are at each level of one Recommendation or KPI.

    `offices` is the number behind it. All three are None when it is suppressed because fewer than
    `small_cell` offices stand behind it; `levels` has five counts, None for a suppressed cell,
    and then there is no median either. `unnamed` says whether offices without a name are counted.
    """

    id: str
    offices: int | None
    levels: tuple[int | None, ...] | None
    median: Fraction | None
    unnamed: bool

    @property
    def suppressed(self) -> bool:
        """Whether too few offices stand behind it to be shown."""
        return self.offices is None


@dataclass(frozen=True)
class Group:
    """One value of a profile field: offices asked and reporting, None where suppressed."""

    value: str
    label: str
    asked: int | None
    reporting: int | None


@dataclass(frozen=True)
class OptionCount:
    """One option of a question and how many offices chose it, None where suppressed."""

    option: str
    label: str
    offices: int | None


@dataclass(frozen=True)
class CycleResults:
    """The results of one cycle (docs/method.md, section 8).

    `asked` and `reporting` count public offices and, when enough of them reported, those that
    are counted without a name; of these only the ones that reported are counted as asked.
    `unnamed_left_out` says that there are such offices, and that too few or none of them reported
    to be counted without revealing them: they are left out of every figure.
    """

    cycle: str
    asked: int
    reporting: int | None
    named: tuple[str, ...]
    unnamed_left_out: bool
    recommendations: Mapping[str, Distribution]
    kpis: Mapping[str, Distribution]
    breakdowns: Mapping[str, tuple[Group, ...]]
    responses: Mapping[str, tuple[OptionCount, ...]]
