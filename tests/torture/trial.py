"""What every kind of attack gives: its figures, one line a trial."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module

KINDS: tuple[str, ...] = ("payloads", "kills", "disk", "pages", "texts", "files", "workbooks")
"""The modules of this package that attack, in the order in which they run."""


@dataclass
class Figures:
    """What was tried and what came of it; a trial that did not hold is a line of `failed`."""

    name: str
    """What was tried, in words."""
    tried: int = 0
    held: int = 0
    failed: list[str] = field(default_factory=list)
    """What did not hold, with the seed or the input that repeats it."""
    notes: list[str] = field(default_factory=list)
    """Other figures, such as the slowest one."""

    def count(self, fault: str) -> None:
        """Count one attempt; without a fault it held."""
        self.tried += 1
        if fault:
            self.failed.append(fault)
        else:
            self.held += 1

    def count_first(self, faults: Iterable[str], attempt: str) -> None:
        """Count one attempt by the first fault that there is; `attempt` says how to repeat it."""
        fault = next(filter(None, faults), "")
        self.count(fault and f"{attempt}: {fault}")


def trials_of(kind: str) -> Callable[[int, bool], Iterator[Figures]]:
    """The attacks of one kind, given a seed and whether to be short."""
    found: Callable[[int, bool], Iterator[Figures]] = import_module(f"tests.torture.{kind}").trials
    return found
