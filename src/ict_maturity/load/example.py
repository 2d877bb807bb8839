"""In: the YAML of a worked example within a page; out: the example, or what is wrong with it."""

from typing import TypeVar

from pydantic import ValidationError

from ict_maturity.facts.values import Model
from ict_maturity.load.faults import problems_of
from ict_maturity.load.one_file import shape_faults
from ict_maturity.load.places import Places
from ict_maturity.load.yaml_text import parse_yaml
from ict_maturity.problems import Problem, RefusedError, first_ones
from ict_maturity.said import listed

AnyModel = TypeVar("AnyModel", bound=Model)


def read_example(text: str, model: type[AnyModel], page: str) -> AnyModel:
    """The example; lines count from its own first one.

    Raises RefusedError with every problem.
    """
    place = f"{page}, in the example"
    data, faults, _ = parse_yaml(text)
    faults = faults or shape_faults(data)
    if faults:
        raise refused([fault.within(place) for fault in faults])
    try:
        return model.model_validate(data)
    except ValidationError as error:
        places = Places.of_text(place, text)
        raise refused(problems_of(error, model, place, places)) from error


def refused(problems: list[Problem]) -> RefusedError:
    """All problems, as the check prints them."""
    return RefusedError(listed([problem.told() for problem in first_ones(problems)], "paragraphs"))
