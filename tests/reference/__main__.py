"""In: `python -m tests.reference --cases 50000 --seed 1`; out: where engine and reference differ.

The first differing world of each kind is made smaller as long as it still differs, and printed.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from random import Random

from ict_maturity.model import Answer, Assessment, Kpi
from tests.reference.compare import differences
from tests.reference.worlds import World, a_world, with_reports


def smaller(world: World) -> Iterator[World]:
    """The world without one round, KPI, answer, piece of evidence or part of an answer."""
    content, office, reports = world.content, world.office, world.reports
    if len(reports) > 1:
        for cycle in reports:
            yield with_reports(content, office, {id: r for id, r in reports.items() if id != cycle})
    for id in content.kpis:
        left = {key: kpi for key, kpi in content.kpis.items() if key != id}
        if left:
            yield with_reports(replace(content, kpis=left), office, reports)
    for id, edition in content.editions.items():
        if id not in {report.edition for report in reports.values()}:
            yield with_reports(replace(content, editions={}), office, reports)
        for one in edition.kpis:
            fewer = {key: kpi for key, kpi in edition.kpis.items() if key != one}
            cut = {id: replace(edition, kpis=fewer)}
            yield with_reports(replace(content, editions=cut), office, reports)
    used = {kpi.recommendation for kpi in content.kpis.values()}
    for id in content.recommendations:
        if id not in used and len(content.recommendations) > 1:
            few = {key: one for key, one in content.recommendations.items() if key != id}
            yield with_reports(replace(content, recommendations=few), office, reports)
    for cycle, report in reports.items():

        def again(
            answers: Mapping[str, Answer], cycle: str = cycle, report: Assessment = report
        ) -> World:
            changed = report.model_copy(update={"answers": answers})
            return with_reports(content, office, {**reports, cycle: changed})

        for id, answer in report.answers.items():
            yield again({key: one for key, one in report.answers.items() if key != id})
            for field in ("evidence", "change", "before"):
                if getattr(answer, field):
                    empty = () if field == "evidence" else None
                    less = answer.model_copy(update={field: empty})
                    yield again({**report.answers, id: less})


def smallest(world: World, differs: Callable[[World], bool]) -> World:
    """A world that still differs, from which nothing can be taken."""
    while (less := next((one for one in smaller(world) if differs(one)), None)) is not None:
        world = less
    return world


def kind_of(difference: str) -> str:
    """Which value differs, without the ids of the world."""
    place = difference.split(":")[0].split("/")
    return place[0] if place[0] == "trend" else place[-1]


def brief(kpi: Kpi) -> str:
    """A KPI in one line; `*` marks a core check, `+` one that is a second figure."""
    marks = f"{kpi.recommendation}{' core' if kpi.core else ''} w={kpi.weight} {kpi.lifecycle}"
    checks = [
        f"{level or ''}:{check.id}{'*' * check.core}{'+' * check.second_figure}"
        for level, check in kpi.rule.each_check()
    ]
    rule = kpi.rule.model_dump(exclude_defaults=True, mode="json", warnings=False)
    left = {key: value for key, value in rule.items() if key not in ("levels", "checks", "check")}
    return f"{kpi.id} {marks} {left} {' '.join(checks)}"


def told(world: World) -> str:
    """A world in lines that can be read."""
    lines = [f"office {world.office.code} {world.office.profile}"]
    lines += [brief(kpi) for kpi in world.content.kpis.values()]
    for edition in world.content.editions.values():
        lines += [f"{edition.id}: {brief(kpi)}" for kpi in edition.kpis.values()]
    for cycle, report in world.reports.items():
        asked = world.content.cycles[cycle].kpis
        lines.append(f"round {cycle} {report.edition} {report.reference_date} asks {asked}")
        for id, answer in report.answers.items():
            given = answer.model_dump(exclude_defaults=True, mode="json", warnings=False)
            lines.append(f"  {id} {given}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.reference")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", type=int, default=8, help="differences to show in full")
    options = parser.parse_args()
    started = time.process_time()
    found: Counter[str] = Counter()
    examples: dict[str, World] = {}
    for number in range(options.cases):
        world = a_world(Random(f"{options.seed}/{number}"))
        for kind in {kind_of(one) for one in differences(world)}:
            found[kind] += 1
            examples.setdefault(kind, world)
    taken = time.process_time() - started
    print(f"{options.cases} cases of seed {options.seed} in {taken:.0f} CPU seconds")
    for kind, number in found.most_common():
        print(f"{kind}: {number} cases differ")
    for kind, world in list(examples.items())[: options.kinds]:

        def differs(one: World, kind: str = kind) -> bool:
            return any(kind_of(each) == kind for each in differences(one))

        least = smallest(world, differs)
        print(f"\n{kind}\n{told(least)}")
        print("\n".join(f"  > {one}" for one in differences(least)))
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
