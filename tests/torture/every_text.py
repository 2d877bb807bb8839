"""In: nothing; out: a small content root in which every text field of the schema stands.

The root is data, so that a test can put anything into each of its texts before it is written.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ict_maturity.forms.schema import KINDS, json_schema
from ict_maturity.model import AdoptedText
from ict_maturity.model.settings import Settings
from tests.copies import MINIMAL

SETTINGS = "settings"
Files = dict[str, Any]
FieldPath = tuple[str, ...]
EACH, ANY_KEY = "[]", "{}"
"""In a path: every entry of a list, and every value of a mapping whose keys people choose."""


@dataclass(frozen=True)
class TextField:
    """One place of the schema where people write words of their own."""

    kind: str
    path: FieldPath
    is_markdown: bool
    longest: int

    def __str__(self) -> str:
        return f"{self.kind}: {'.'.join(self.path)}"


def text_fields() -> tuple[TextField, ...]:
    """Every field of every kind that takes free words: no id, date, number or address."""
    found = set()
    schemas = {kind: json_schema(kind) for kind in KINDS} | {SETTINGS: settings_schema()}
    for kind, schema in schemas.items():
        for path, field in fields_of(schema, schema.get("$defs", {})):
            if is_free(field):
                is_markdown = field.get("contentMediaType") == "text/markdown"
                found.add(TextField(kind, path, is_markdown, field["maxLength"]))
    return tuple(sorted(found, key=str))


def settings_schema() -> Any:
    """The settings of the site engine, which people also propose."""
    return Settings.model_json_schema()


def fields_of(schema: Any, parts: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Any]]:
    """The path and the schema of each text below a schema; no model of ours holds itself."""
    if "$ref" in schema:
        schema = parts[schema["$ref"].rpartition("/")[2]]
    for choice in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from fields_of(choice, parts, path)
    if schema.get("type") == "string":
        yield path, schema
    for name, field in schema.get("properties", {}).items():
        yield from fields_of(field, parts, (*path, name))
    if isinstance(schema.get("items"), dict):
        yield from fields_of(schema["items"], parts, (*path, EACH))
    values = [schema.get("additionalProperties"), *schema.get("patternProperties", {}).values()]
    for value in values:
        if isinstance(value, dict):
            yield from fields_of(value, parts, (*path, ANY_KEY))


def is_free(field: Mapping[str, Any]) -> bool:
    """Whether a text may hold any signs; a line may hold all but the end of a line."""
    only_one_line = r"^[^\r\n]*$"
    limits = {"enum", "const", "format"} & set(field)
    return not limits and field.get("pattern", only_one_line) == only_one_line


def changed(data: Any, path: FieldPath, change: Callable[[str], str]) -> int:
    """Change the text at every place that `path` leads to, and return how many there were."""
    head, rest = path[0], path[1:]
    if head == EACH:
        keys: list[Any] = list(range(len(data))) if isinstance(data, list) else []
    elif head == ANY_KEY:
        keys = list(data) if isinstance(data, dict) else []
    else:
        keys = [key for key in data if str(key) == head] if isinstance(data, dict) else []
    if rest:
        return sum(changed(data[key], rest, change) for key in keys)
    texts = [key for key in keys if isinstance(data[key], str)]
    for key in texts:
        data[key] = change(data[key])
    return len(texts)


def kind_of(file: str) -> str:
    """The kind of a content file, by its path."""
    folder, _, name = file.rpartition("/")
    stem = name.removesuffix(".yaml")
    if name == "mkdocs.yml":
        return SETTINGS
    if folder in ("", "offices"):
        return stem
    if folder.startswith("offices/"):
        return "office" if stem == "office" else "assessment"
    return folder.removesuffix("s")


def write(files: Files, root: Path) -> None:
    """Write the content and the settings below `root`, with the pages of the example."""
    shutil.copytree(MINIMAL / "docs", root / "docs")
    (root / "docs" / "to-copy").mkdir()
    (root / "docs" / "to-copy" / "page.md").write_text("# A page\n", "utf-8")
    for file, data in files.items():
        if "adopted_text" in data:
            data["adopted_text"] |= {"digest": digest_of(data["adopted_text"])}
        write_file(root / file, data)


def digest_of(adopted: dict[str, Any]) -> str:
    """The digest of a quotation; a test may have put anything into its words."""
    return AdoptedText.model_validate({**adopted, "digest": "0" * 64}).digest_of_words


def write_file(path: Path, data: Any) -> None:
    """Write one content file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(text, "utf-8")


def everything() -> Files:
    """The root: every kind of file, every rule type, and an office of each audience."""
    root = {
        "mkdocs.yml": settings(),
        "framework.yaml": framework(),
        "glossary.yaml": {
            "terms": [
                {"term": "Zebra", "meaning": "An animal.", "also": ["Zebras"], "see": ADDRESS}
            ]
        },
        "facts.yaml": {
            "facts": [
                {
                    "id": "a-fact",
                    "statement": "Zebras have stripes.",
                    "sources": [{"document": "A book", "place": "page 7", "url": ADDRESS}],
                }
            ],
            "references": ["BOOK/#"],
            "subjects": ["Okapi"],
            "wishes": ["could"],
            "estimates": [{"figure": "7 stripes", "reason": "As many as a zebra shows."}],
        },
        "services.yaml": {
            "start": {"id": "method", "title": "The method", "purpose": "To begin with."},
            "note": "About all of them.",
            "templates": [{"id": "page", "title": "A page", "purpose": "To copy."}],
            "services": [
                {
                    "id": "stable",
                    "title": "A stable",
                    "purpose": "For zebras.",
                    "ask": "Ask for it.",
                    "url": ADDRESS,
                    "recommendations": ["R01"],
                    "sources": [source()],
                }
            ],
        },
        "offices/codes.yaml": {
            "standard": "A list",
            "codes": {"AA": "A real one"},
            "fictional": ["XA", "XB", "XC", "XD"],
            "note": "About the list.",
        },
        "cycles/2025.yaml": cycle("2025"),
        "cycles/2026.yaml": cycle("2026"),
        "recommendations/R01-first.yaml": recommendation("R01", "R02"),
        "recommendations/R02-second.yaml": recommendation("R02", "R01"),
        **{f"kpis/{each['id']}-one.yaml": each for each in kpis()},
        **offices(),
    }
    return {file: unshared(data) for file, data in root.items()}


def unshared(data: Any) -> Any:
    """A copy in which nothing stands twice, so that each text can be changed by itself."""
    if isinstance(data, dict):
        return {key: unshared(value) for key, value in data.items()}
    return [unshared(value) for value in data] if isinstance(data, list) else data


ADDRESS = "https://example.org/zebra"
LEVELS = range(5)
STEPS = range(1, 5)


def settings() -> dict[str, Any]:
    """The settings of the example with every text that they may have."""
    made: dict[str, Any] = yaml.safe_load((MINIMAL / "mkdocs.yml").read_text("utf-8"))
    made |= {
        "site_author": "An author",
        "markdown_extensions": ["tables", {"toc": {"title": "On"}}],
    }
    made["nav"].append({"Elsewhere": [{"A page": ADDRESS}]})
    return made


def framework() -> dict[str, Any]:
    """The title page."""
    return {
        "name": "Zebra Maturity",
        "subject": "Zebra",
        "purpose": "Shows zebras.",
        "notice": "All of this is invented.",
        "publisher": {"name": "An invented body", "url": "https://example.org/"},
        "site_url": "https://example.org/zebra/",
        "repository": "https://example.org/repository",
        "edition": "2026.1",
        "edition_status": "proposal",
        "edition_date": "2026-01-15",
        "levels": [{"level": n, "name": f"Name {n}", "meaning": f"Meaning {n}"} for n in LEVELS],
        "addressees": [
            {"id": "offices", "title": "Offices"},
            {"id": "bureau", "title": "The bureau", "office": "AA"},
        ],
        "profile": [
            {
                "id": "size",
                "title": "Size",
                "values": {"small": "Small", "large": "Large"},
                "breakdown": True,
            }
        ],
        "licence": {"id": "CC0-1.0", "title": "To be invented", "url": ADDRESS},
        "respondent": {"one": "zebra", "a": "a zebra", "many": "zebras"},
        "thresholds": {"small_cell": 2},
        "not_measurable": ["adequate"],
        "not_facts": ["reports the day"],
    }


def cycle(id: str) -> dict[str, Any]:
    """A round with a question."""
    return {
        "id": id,
        "title": f"Round {id}",
        "edition": "2026.1",
        "opens": f"{id}-03-01",
        "closes": f"{id}-06-30",
        "reference_date": f"{id}-06-30",
        "fictional": True,
        "about": "About the round.",
        "questions": [
            {
                "id": "wishes",
                "title": "Wishes",
                "text": "What do you wish for?",
                "options": {"more": "More", "less": "Less"},
            }
        ],
    }


def recommendation(id: str, other: str) -> dict[str, Any]:
    """A Recommendation with all that can be said about one."""
    quoted = {
        "language": "en",
        "statement": "It is recommended to do it.",
        "actions": ["Do this.", "Do that."],
        "source": ADDRESS,
    }
    start = {"steps": ["First step.", "Second step."], "people": "Two.", "effort": "A day."}
    return {
        "id": id,
        "title": f"Recommendation {id}",
        "content_status": "confirmed",
        "statement": "Do it.",
        "source": {"document": "Leaflet", "session": "Session", "url": ADDRESS},
        "actions": [
            {
                "number": 1,
                "text": "Do this.",
                "strength": "should",
                "parts": [{"id": "a", "text": "Do a part."}],
            },
            {"number": 2, "text": "Do that.", "strength": "encouraged", "addressee": "bureau"},
        ],
        "adopted_text": {**quoted, "digest": digest_of(quoted)},
        "levels": {n: f"Level {n}" for n in LEVELS},
        "guidance": {
            "why": "For this reason.",
            "start": {n: dict(start) for n in LEVELS},
            "mistakes": ["A mistake."],
            "needs": ["A need."],
            "small_office": "For a small one.",
        },
        "related": {
            "standards": [{"id": "ST.1", "title": "A standard", "url": ADDRESS}],
            "forums": [{"id": "Forum", "text": "Of this."}],
            "recommendations": [{"id": other, "text": "They connect."}],
        },
        "lifecycle": "draft",
        "since": "2026.1",
        "reviewed": "2026-01-15",
        "change_log": [change()],
        "sources": [source()],
        "facts": ["a-fact"],
    }


def change() -> dict[str, Any]:
    """An entry of a change log."""
    return {"date": "2026-01-15", "edition": "2026.1", "summary": "First entry."}


def source() -> dict[str, Any]:
    """A public source."""
    return {"title": "A source", "document": "Document 1", "url": ADDRESS}


def claims(*ids: str) -> list[dict[str, Any]]:
    """Checks with these ids."""
    return [
        {"id": id, "text": f"The list has {id}.", "evidence": "public"}
        | ({"second_figure": True} if id in (FOUR[-1], PAIRS[4][0]) else {})
        for id in ids
    ]


FOUR = ("aa", "bb", "cc", "dd")
PAIRS = {n: (f"one-{n}", f"two-{n}") for n in STEPS}
FULL = {"title": "A page", "date": "2025-05-01", "holder": "The unit", "note": "A note."} | {
    "url": ADDRESS,
    "read_on": "2025-06-01",
    "verified_by": "AA",
    "verified_on": "2025-06-02",
}
CUT_POINTS = {"direction": "higher", "floor": 0, "cut_points": {1: 0.2, 2: 0.4, 3: 0.6, 4: 0.8}}
REASONS = {n: f"Reason {n}." for n in STEPS}
RULES: dict[str, dict[str, Any]] = {
    "K01": {"type": "ladder", "levels": {n: claims(*PAIRS[n]) for n in STEPS}},
    "K02": {
        "type": "checklist",
        "checks": claims(*FOUR),
        "at_least": {1: 1, 2: 2, 3: 3, 4: 4},
        "reasons": REASONS,
    },
    "K03": {"type": "ratio", "numerator": "Some", "denominator": "All", "unit": "share"}
    | CUT_POINTS
    | {"reasons": REASONS},
    "K04": {"type": "number", "value": "How many", "unit": "zebras"}
    | CUT_POINTS
    | {"reasons": REASONS},
    "K05": {
        "type": "recency",
        "date": "The day",
        "floor": 60,
        "cut_points": {1: 48, 2: 36, 3: 24, 4: 12},
        "reasons": REASONS,
    },
    "K06": {
        "type": "ordered",
        "question": "Which one?",
        "choices": [{"id": f"state-{n}", "text": f"State {n}.", "level": n} for n in LEVELS],
    },
    "K07": {"type": "binary", "check": claims("aa")[0], "reason": "One is enough."},
}
AS_OF = "2025-06-01"
BEFORE = "2024-06-30"
CHANGE = {"what": "A change.", "date": "2025-01-01"}


def measured(at: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """Facts that were the same a year before, and what was changed since."""
    return {**facts, **at, "before": {**facts, "as_of": "2024-06-01" if at else BEFORE}} | {
        "change": dict(CHANGE)
    }


def met(number: int) -> dict[str, Any]:
    """The first checks met, the others not."""
    return {"checks": {id: "met" if n < number else "not_met" for n, id in enumerate(FOUR)}}


def climbed(level: int) -> dict[str, Any]:
    """Every check of the levels up to one met, the others not."""
    return {
        "checks": {id: "met" if n <= level else "not_met" for n, ids in PAIRS.items() for id in ids}
    }


FACTS: dict[str, tuple[dict[str, Any], ...]] = {
    "K01": tuple(climbed(n) for n in LEVELS),
    "K02": tuple(met(n) for n in LEVELS),
    "K03": tuple(measured({"as_of": AS_OF}, numerator=2 * n, denominator=10) for n in LEVELS),
    "K04": tuple(measured({"as_of": AS_OF}, value=round(0.2 * n, 1)) for n in LEVELS),
    "K05": tuple(
        {"date": f"{2021 + n}-06-30", "before": {"date": f"{2020 + n}-06-30"}} for n in LEVELS
    ),
    "K06": tuple(measured({}, choice=f"state-{n}") for n in LEVELS),
    "K07": tuple({"checks": {"aa": "met" if n else "not_met"}} for n in LEVELS),
}
"""Facts by the level that they earn, but for K05 and K07, which cannot earn every one."""


def kpis() -> list[dict[str, Any]]:
    """One KPI a rule type, and one that is retired."""
    made = [kpi(id, rule) for id, rule in RULES.items()]
    retired = kpi("K08", RULES["K07"]) | {"lifecycle": "retired"}
    return [*made, retired]


def kpi(id: str, rule: dict[str, Any]) -> dict[str, Any]:
    """A KPI with all that can be said about one."""
    whole = {"answer": "not_applicable", "reason": "It has none.", "note": "A note."} | {
        "accepted_on": "2026-01-01",
        "accepted_by": "A body",
        "evidence": [FULL],
    }
    return {
        "id": id,
        "title": f"KPI {id}",
        "recommendation": "R01" if id < "K05" else "R02",
        "actions": [1],
        "core": id in ("K01", "K05"),
        "lifecycle": "draft",
        "since": "2026.1",
        "why": "For this reason.",
        "measures": "This is measured.",
        "scope": "All of it.",
        "counting": {"include": ["This."], "exclude": ["That."]},
        "rule": rule,
        "to_do": "Do it again.",
        "hours": 1.5,
        "answered_by": "The unit that counts",
        "how": [
            {
                "text": "Ask for it.",
                "who": "The keeper",
                "takes": "A day",
                "templates": ["page"],
                "services": ["stable"],
            }
        ],
        "evidence_wanted": {n: f"Evidence {n}." for n in STEPS},
        "valid_for_months": 24,
        "cases": [*(case(id, level) for level in case_levels(id)), claimed(whole)],
        "tests": [
            {"name": "A claim", "answer": whole, "level": 0, "score": 0, "possible_level": 4},
            *at_the_top(id),
        ],
        "rulings": [
            {
                "number": 1,
                "date": "2026-01-10",
                "edition": "2026.1",
                "by": "A body",
                "question": "What is it?",
                "ruling": "It is this.",
            }
        ],
        "open_questions": [{"date": "2026-01-11", "question": "And that?"}],
        "reviewed": "2026-01-15",
        "change_log": [change()],
        "sources": [source()],
        "facts": ["a-fact"],
    }


def at_the_top(id: str) -> Iterator[dict[str, Any]]:
    """A rule test of the highest level, with what was changed since."""
    if "change" in FACTS[min(id, "K07")][4]:
        yield {"name": "The top", "answer": FACTS[id][4], "level": 4, "score": 100} | {
            "reference_date": "2026-06-30"
        }


def case_levels(id: str) -> tuple[int, ...]:
    """A low level, a middle and a high one, as far as the rule has them."""
    return (0, 3, 3) if id >= "K07" else (0, 2, 4)


def case(id: str, level: int) -> dict[str, Any]:
    """A case with the facts that earn its level."""
    answer = FACTS[min(id, "K07")][level]
    facts = [str(fact) for fact in answer.values() if not isinstance(fact, dict)]
    return {
        "title": f"Case {level}",
        # Of a day, a case must tell the day.
        "facts": f"It is so: {' '.join(facts)}, 30 June {2021 + level}.",
        "answer": answer | {"note": "A note.", "evidence": [FULL]},
        "reference_date": "2026-06-30",
        "level": level,
        "reason": "Because it is so.",
        "easy_to_misread": True,
        "evidence_as_found": True,
    }


def claimed(whole: dict[str, Any]) -> dict[str, Any]:
    """A case of an office that has nothing of the kind."""
    return {"title": "No case", "facts": "It has none.", "answer": whole, "level": 0} | {
        "reason": "It is not asked."
    }


def offices() -> Files:
    """Offices that are named, counted unnamed and kept private, in two rounds."""
    made: Files = {}
    for number, (code, audience) in enumerate(
        (("XA", "public"), ("XB", "public"), ("XC", "counted"), ("XD", "own"))
    ):
        made[f"offices/{code}/office.yaml"] = {
            "code": code,
            "name": f"Office {code}",
            "formerly": [{"name": f"Former {code}", "until": "2025-01-31"}],
            "profile_formerly": [{"until": "2020-01-31", "values": {}}],
            **({"succeeds": [{"code": "XA", "since": "2030-01-01"}]} if code == "XB" else {}),
            "fictional": True,
            "audience": audience,
            "languages": ["en"],
            "profile": {"size": ["small"]},
            "contact_role": "A role",
            "url": ADDRESS,
            "about": "About the office.",
        }
        for round, year in enumerate(("2025", "2026")):
            made[f"offices/{code}/{year}.yaml"] = {
                **assessment(year, number + round),
                "audience": audience,
            }
    return made


def assessment(year: str, level: int) -> dict[str, Any]:
    """What an office reported: facts with evidence, and one KPI that does not apply."""
    answers = {id: FACTS[id][level] | {"note": "A note.", "evidence": [dict(FULL)]} for id in FACTS}
    answers["K04"] = {"answer": "not_applicable", "reason": "There are none."} | {
        "accepted_on": f"{year}-06-01",
        "accepted_by": "A body",
    }
    return {
        "cycle": year,
        "edition": "2026.1",
        "reference_date": f"{year}-06-30",
        "status": "submitted",
        "answers": answers,
        "responses": {"wishes": ["more"]},
        "targets": {"R01": {"level": 4, "year": 2030}},
        "offers": [{"recommendation": "R01", "text": "An offer."}],
        "asks": [{"recommendation": "R02", "text": "A question."}],
        "notes": "What readers should know.",
        "history": [
            {"date": f"{year}-06-28", "by": "A role", "change": "First submission."},
            {
                "date": f"{year}-11-28",
                "by": "A role",
                "change": "Corrected.",
                "why": "It was wrong.",
                "was": was(answers, year),
            },
        ],
    }


def was(answers: dict[str, Any], year: str) -> dict[str, Any]:
    """What a correction replaced: something of each kind."""
    return {
        "reference_date": f"{year}-06-30",
        "answers": {id: answer | {"note": "Another note."} for id, answer in answers.items()},
        "responses": {"wishes": ["less"]},
        "targets": {"R01": {"level": 3, "year": 2030}},
        "offers": [{"recommendation": "R01", "text": "Another offer."}],
        "asks": [{"recommendation": "R02", "text": "Another question."}],
        "notes": "What readers should have known.",
    }
