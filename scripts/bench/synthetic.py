"""In: a number of offices and a seed; out: a content root with 45 KPIs and three cycles each.

The framework, the Recommendations and the hand-written pages are the project's own; KPIs, offices
and answers are made up, the same for the same seed.
"""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from string import ascii_uppercase
from tempfile import TemporaryDirectory
from typing import Any

import yaml

PROJECT = Path(__file__).resolve().parents[2]
OWN = ("framework.yaml", "glossary.yaml", "facts.yaml", "mkdocs.yml", "recommendations", "docs")
CYCLES = ("2024", "2025", "2026")
KPIS = 45
RECOMMENDATIONS = [f"R{number:02}" for number in range(1, 11)]
CODES = ["".join(letters) for letters in product(ascii_uppercase, repeat=3)]
KINDS = (
    "ladder",
    "ladder",
    "ratio",
    "checklist",
    "number",
    "ladder",
    "recency",
    "ratio",
    "ordered",
)
Made = dict[str, Any]
MEMORY = Path("/dev", "shm")


def in_memory() -> bool:
    """Whether the workplace is a memory file system."""
    return MEMORY.is_dir()


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder in memory where the system has one, since creating small files on disk is slow."""
    with TemporaryDirectory(dir=MEMORY if in_memory() else None) as place:
        yield Path(place)


def write_root(root: Path, offices: int, seed: int = 58) -> None:
    """Write a whole content root for `offices` offices into the empty folder `root`."""
    chance = random.Random(seed)
    for name in OWN:
        source = PROJECT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        copy(source, root / name)
    codes = CODES[:offices]
    write(
        root,
        "offices/codes.yaml",
        {"standard": "Made up", "codes": {"IB": "Bureau"}, "fictional": codes},
    )
    kpis = [kpi(number) for number in range(1, KPIS + 1)]
    for each in kpis:
        write(root, f"kpis/{each['id']}-made-up.yaml", each)
    for cycle in CYCLES:
        write(root, f"cycles/{cycle}.yaml", round_of(cycle))
    profile_fields = yaml.safe_load((root / "framework.yaml").read_text())["profile"]
    for code in codes:
        profile = office(code, profile_fields, chance)
        write(root, f"offices/{code}/office.yaml", profile)
        said = {"audience": profile["audience"]}
        for cycle in CYCLES:
            write(root, f"offices/{code}/{cycle}.yaml", assessment(cycle, kpis, chance) | said)


class PlainDumper(yaml.CSafeDumper):
    """Writes repeated values out instead of as aliases, which content files may not have."""

    def ignore_aliases(self, data: object) -> bool:
        """Never an alias."""
        return True


def write(root: Path, file: str, data: Made) -> None:
    """Write one YAML file the way people do: block style, in the given order."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.dump(data, Dumper=PlainDumper, sort_keys=False, width=100))


def kpi(number: int) -> Made:
    """One KPI; the rule types take turns."""
    id = f"K{number:02}"
    kind = KINDS[number % len(KINDS)]
    rule, answer, score = RULES[kind]()
    return {
        "id": id,
        "title": f"Made-up measurement number {number}",
        "recommendation": RECOMMENDATIONS[number % len(RECOMMENDATIONS)],
        "core": number <= len(RECOMMENDATIONS),
        "lifecycle": "draft",
        "since": "2026.1",
        "why": "An office needs it to plan its work and to explain what it spends. " * 4,
        "measures": "What the office has done, by documents that can be shown. " * 3,
        "scope": "All systems that serve applicants. " * 3,
        "counting": {"include": ["Systems in daily use."], "exclude": ["Systems being tested."]},
        "rule": rule,
        "to_do": "Write down what is done and show it.",
        "evidence_wanted": {level: f"A document for level {level}." for level in range(1, 5)},
        "valid_for_months": 24,
        "cases": cases_of(rule),
        "tests": [
            {
                "name": "Nothing reported",
                "answer": answer,
                "level": 0,
                "score": score,
                **({"reference_date": date(2026, 6, 30)} if kind == "recency" else {}),
            }
        ],
    }


def cases_of(rule: Made) -> list[Made]:
    """A low, a middle and a high case, with facts that tell what the key needs."""
    return [
        {
            "title": f"Case at level {level}",
            "facts": facts_told,
            "answer": answer,
            "level": level,
            "reason": "Chosen for the benchmark.",
            "easy_to_misread": level == 2,
            **({"reference_date": date(2026, 6, 30)} if rule["type"] == "recency" else {}),
        }
        for level in (0, 2, 4)
        for facts_told, answer in [key_of(rule, level)]
    ]


def key_of(rule: Made, level: int) -> tuple[str, Made]:
    """Facts and the keyed answer that earns the level 0, 2 or 4."""
    match rule["type"]:
        case "ladder":
            ids = {f"c{step}-{n}": step <= level for step in range(1, 5) for n in (1, 2)}
            return "All up to this level is met.", met(ids)
        case "checklist":
            return "The first ones are met.", met({f"c{n}": n <= 2 * level for n in range(1, 9)})
        case "ratio":
            count = {0: 0, 2: 10, 4: 20}[level]
            facts = f"Of 20 systems, {count} are covered."
            figure = {"numerator": count, "denominator": 20}
            return facts, {**figure, "as_of": AS_OF, "before": {**figure, "as_of": BEFORE}}
        case "number":
            days = {0: 100, 2: 30, 4: 5}[level]
            figure = {"value": days}
            facts = f"Users wait {days} days."
            return facts, {**figure, "as_of": AS_OF, "before": {**figure, "as_of": BEFORE}}
        case "recency":
            year, month = {0: (2020, "January"), 2: (2025, "January"), 4: (2026, "June")}[level]
            day = date(year, 6 if month == "June" else 1, 1)
            facts = f"The last exercise was on 1 {month} {year}."
            return facts, {"date": day, "before": {"date": day - timedelta(days=200)}}
    choice = {"choice": f"s{level}"}
    return f"It is in state {level}.", {**choice, "before": {**choice, "as_of": BEFORE}}


def met(ids: dict[str, bool]) -> Made:
    """An answer in which those checks are met that are so marked."""
    return {"checks": {id: "met" if is_met else "not_met" for id, is_met in ids.items()}}


def check(id: str, second_figure: bool = False) -> Made:
    """One check of a rule."""
    text = f"A signed document names the state of {id}."
    return {"id": id, "text": text, "second_figure": second_figure}


def not_met(ids: Iterator[str]) -> Made:
    """An answer in which nothing is met."""
    return {"checks": dict.fromkeys(ids, "not_met")}


def ladder() -> tuple[Made, Made, int]:
    """Two checks a level."""
    levels = {level: [check(f"c{level}-{n}", level == 4) for n in (1, 2)] for level in range(1, 5)}
    ids = (f"c{level}-{n}" for level in range(1, 5) for n in (1, 2))
    return {"type": "ladder", "levels": levels}, not_met(ids), 0


def checklist() -> tuple[Made, Made, int]:
    """Eight checks, one of them core."""
    checks = [{**check(f"c{n}", n == 8), "core": n == 1} for n in range(1, 9)]
    rule = {"type": "checklist", "checks": checks, "at_least": {1: 1, 2: 3, 3: 5, 4: 8}}
    return {**rule, "reasons": REASONS}, not_met(f"c{n}" for n in range(1, 9)), 0


REASONS = dict.fromkeys(range(1, 5), "Chosen for the benchmark.")
AS_OF, BEFORE = date(2026, 5, 31), date(2025, 5, 31)


def ratio() -> tuple[Made, Made, int]:
    """A share of systems."""
    cuts = {1: 0.1, 2: 0.4, 3: 0.85, 4: 0.95}
    rule = {"type": "ratio", "numerator": "Systems covered.", "denominator": "Systems in use."}
    rule |= {"direction": "higher", "floor": 0, "cut_points": cuts, "reasons": REASONS}
    return rule, {"numerator": 0, "denominator": 20, "as_of": AS_OF}, 0


def number() -> tuple[Made, Made, int]:
    """Days of waiting, fewer are better."""
    rule = {"type": "number", "value": "Days of waiting.", "unit": "days", "direction": "lower"}
    rule |= {"floor": 100, "cut_points": {1: 60, 2: 30, 3: 10, 4: 5}, "reasons": REASONS}
    return rule, {"value": 100, "as_of": AS_OF}, 0


def recency() -> tuple[Made, Made, int]:
    """Months since the last exercise."""
    rule = {"type": "recency", "date": "The last exercise.", "floor": 60}
    rule |= {"cut_points": {1: 48, 2: 24, 3: 12, 4: 6}, "reasons": REASONS}
    return rule, {"date": date(2020, 1, 1)}, 0


def ordered() -> tuple[Made, Made, int]:
    """Five states."""
    choices = [{"id": f"s{level}", "text": f"State {level}.", "level": level} for level in range(5)]
    rule = {"type": "ordered", "question": "Which state?", "choices": choices}
    return rule, {"choice": "s0"}, 0


RULES = {
    "ladder": ladder,
    "checklist": checklist,
    "ratio": ratio,
    "number": number,
    "recency": recency,
    "ordered": ordered,
}


def round_of(cycle: str) -> Made:
    """One assessment round, first half of the year."""
    year = int(cycle)
    return {
        "id": cycle,
        "title": f"Round of {cycle}",
        "edition": "2026.1",
        "opens": date(year, 1, 15),
        "closes": date(year, 7, 31),
        "reference_date": date(year, 6, 30),
        "fictional": True,
    }


def office(code: str, profile_fields: list[Made], chance: random.Random) -> Made:
    """One fictional office; one in ten is private or counted without a name."""
    profile = {each["id"]: [chance.choice(sorted(each["values"]))] for each in profile_fields}
    audience = chance.choices(["public", "counted", "own"], [90, 6, 4])[0]
    return {
        "code": code,
        "name": f"Made-up Office of {code}",
        "fictional": True,
        "audience": audience,
        "languages": ["en"],
        "profile": profile,
    }


def assessment(cycle: str, kpis: list[Made], chance: random.Random) -> Made:
    """One assessment; some KPIs are left out or unknown."""
    day = date(int(cycle), 6, 30)
    skill = chance.random()
    answers = {
        str(each["id"]): answer_to(each, skill, day, chance)
        for each in kpis
        if chance.random() < 0.95
    }
    return {
        "cycle": cycle,
        "edition": "2026.1",
        "reference_date": day,
        "status": "submitted",
        "answers": answers,
        "targets": {id: {"level": chance.randint(2, 4), "year": 2028} for id in RECOMMENDATIONS},
        "offers": [{"recommendation": "R02", "text": "Our strategy template."}],
        "asks": [{"recommendation": "R05", "text": "Help with data exchange."}],
        "history": [{"date": day, "by": "ICT planning", "change": "Submitted."}],
    }


def answer_to(kpi: Made, skill: float, day: date, chance: random.Random) -> Made:
    """An answer as good as the office's skill, with one piece of evidence."""
    if chance.random() < 0.05:
        return {"answer": "unknown"}
    rule: Made = kpi["rule"]
    evidence = [
        {
            "title": "Register of systems",
            "date": day - timedelta(days=chance.randint(1, 900)),
            "holder": "ICT planning",
        }
    ]
    return {**facts(rule, skill, day, chance), "evidence": evidence}


def facts(rule: Made, skill: float, day: date, chance: random.Random) -> Made:
    """The facts that a rule asks for."""
    as_of = day - timedelta(days=chance.randint(1, 60))
    match rule["type"]:
        case "ratio":
            total = chance.randint(5, 400)
            part = min(total, int(total * (skill + chance.random() * 0.5)))
            return {"numerator": part, "denominator": total, "as_of": as_of}
        case "number":
            return {"value": round(100 * (1 - skill * chance.random()), 1), "as_of": as_of}
        case "recency":
            return {"date": day - timedelta(days=int(1500 * (1 - skill) * chance.random()) + 1)}
        case "ordered":
            return {"choice": f"s{min(4, int(skill * 5))}"}
    listed = rule.get("checks") or [c for part in rule["levels"].values() for c in part]
    chances = [skill + 0.2, 1 - skill, 0.05]
    return {
        "checks": {
            c["id"]: chance.choices(["met", "not_met", "unknown"], chances)[0] for c in listed
        }
    }
