"""In: a class of fields; out: a dataclass that nobody changes, quick to make."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a dataclass whose fields are held unchanged by the type checker alone.

    A frozen dataclass holds them when it runs too, and takes nearly three times as long to make:
    a tenth of scoring, which makes hundreds of results for each report.
    """
    return dataclass(unsafe_hash=True)(cls)
