"""In: nothing; out: English interface texts of the glossary, editions and data pages."""

WORDS = {
    "glossary.title": "Glossary",
    "glossary.description": "{number} words that this site uses with a fixed meaning.",
    "glossary.intro": "Words that this site uses with a fixed meaning. "
    "Texts link to this page where a word first appears.",
    "glossary.none": "No term is explained yet. Terms are added in the file glossary.yaml.",
    "glossary.also": "Also written: {forms}",
    "glossary.see": "A public source on {term}",
    "editions.title": "Editions",
    "editions.description": "What edition {edition} holds and what each edition changed.",
    "editions.published": "Published editions",
    "editions.published.note": "Each edition stays at its own address and never changes.",
    "editions.current": "Edition {edition} is of {date}. Its status is: {status}.",
    "editions.text_status": "How well the Recommendations are known",
    "editions.text_status.note": "No edition can be released as adopted while any text is "
    "known only in part or is a working theme.",
    "editions.text": "Text",
    "editions.lifecycle": "Where Recommendations and KPIs are in their life",
    "editions.lifecycle.note": "Draft and adopted KPIs are counted in levels. Upcoming and retired "
    "ones are shown and not counted. Nothing is deleted, and no id is used twice.",
    "editions.step": "Step",
    "editions.what": "Changed",
    "editions.changes": "Changes in edition {edition}",
    "data.title": "Data",
    "data.description": "Everything on this site as JSON and CSV, with the meaning of each column.",
    "data.intro": "Everything that this site shows can be downloaded and recomputed. "
    "The figures in the files are the figures on the pages.",
    "data.rules": "Files are UTF-8. Computed numbers have four decimals, ties are rounded away "
    "from zero, and pages round the same numbers to one decimal. Every file names its edition, "
    "and every row that names a Recommendation says how its text is known. Offices that chose "
    "to stay unnamed or private are in no file.",
    "data.files": "Files",
    "data.file": "File",
    "data.what": "What it holds",
    "data.size.title": "Size",
    "data.size": "{size} kB",
    "data.verify": "How to check our numbers",
    "data.verify.intro": "Each result names the edition that was answered, the version of the "
    "engine and a digest of all that it was computed from. Anybody can compute it again from these "
    "files alone, without an account and without a network.",
    "data.verify.copy": "Copy the folder data/v1 of this site to your machine.",
    "data.verify.install": "Install ict-maturity {version}, which computed this site; see",
    "data.verify.run": "Run the command:",
    "data.verify.says": "It says how much it computed again, names every value that differs, and "
    "lists what it cannot compute: figures that offices without a name stand behind, because "
    "these offices are in no file.",
    "data.verify.means": "When all is equal, the results follow from the published answers by the "
    "published rules. It does not show that an office answered rightly; for that there is the "
    "evidence. The page docs/reference/digests.md of the software says how a digest is taken.",
    "data.columns": "Columns of {file}",
    "data.column": "Column",
    "data.meaning": "Meaning",
    "data.file.framework.json": "Levels, thresholds, profile questions, glossary, cycles and "
    "the list of offices.",
    "data.file.recommendations.json": "Every Recommendation with actions, levels and guidance.",
    "data.file.kpis.json": "Every KPI with rule, counting rules, cases and rule tests.",
    "data.file.scores.csv": "One row for each office, round and Recommendation or KPI.",
    "data.file.answers.csv": "One row for each fact that an office reported.",
    "data.file.changes.csv": "One row for each step from one published result of an office to the "
    "next: what the office changed and what the change of edition did.",
    "data.file.editions": "Edition {name} as it was cut: framework, Recommendations and KPIs.",
    "data.file.results": "Results of round {name}: how many offices are at each level.",
    "data.file.schemas": "JSON Schema of the content file “{name}”.",
    "data.file.offices": "{number} files, one an office: profile, what it reported in each round, "
    "results with reasons, trends. Each office's page links to its own.",
    "data.file.offices.where": "All offices",
    "column.office": "Code of the office.",
    "column.fictional": "true when the office is invented to show how the site works.",
    "column.cycle": "Assessment round.",
    "column.edition": "Edition under which the office answered.",
    "column.edition_status": "proposal or adopted.",
    "column.recommendation": "Recommendation that the row is about or that the KPI belongs to.",
    "column.text_status": "confirmed, partial, or placeholder for a working theme of this project.",
    "column.kpi": "KPI, empty in the row of a whole Recommendation.",
    "column.standing": "counted, not_applicable, upcoming, retired or not_asked; KPIs only.",
    "column.level_shown": "Level with unknown parts taken as not met.",
    "column.level_possible": "Level with unknown parts taken as met.",
    "column.level_evidenced": "Level that the evidence backs.",
    "column.score_shown": "Score from 0 to 100 with unknown parts taken as not met.",
    "column.score_possible": "Score from 0 to 100 with unknown parts taken as met.",
    "column.assessed": "How many KPIs are assessed; 1 or 0 in the row of a KPI.",
    "column.applicable": "How many KPIs apply; Recommendations only.",
    "column.coverage": "Assessed weight divided by applicable weight, 0 to 1; "
    "Recommendations only.",
    "column.confidence": "A, B or C by how well the answers are evidenced; Recommendations only.",
    "column.published": "true when enough was assessed; Recommendations only.",
    "column.profile_limited": "true when more than a third of the weight does not apply; "
    "such results are in no aggregate.",
    "column.figure": "The ratio, number or whole months that the level was read from; KPIs only.",
    "column.evidence_grade": "E0 stated, E1 internal document, E2 public link, E3 checked by "
    "others; KPIs only.",
    "column.engine_version": "Version of ict-maturity that computed the row.",
    "column.input_digest": "SHA-256 of all that the row was computed from.",
    "column.from_cycle": "The earlier of two rounds; cycle is the later one.",
    "column.from_edition": "Edition under which the office answered in the earlier round.",
    "column.level_total": "Levels from the earlier result to the later one.",
    "column.level_by_office": "The part of level_total that the office changed; empty where the "
    "two rounds cannot be compared.",
    "column.level_by_framework": "The part of level_total that the change of edition made.",
    "column.score_total": "Points of the score from the earlier result to the later one.",
    "column.score_by_office": "The part of score_total that the office changed.",
    "column.score_by_framework": "The part of score_total that the change of edition made.",
    "column.breaks": "true when the step is not the office's alone: it is no progress.",
    "column.field": "Which fact: answer, checks.<id>, numerator, denominator, value, date, choice, "
    "as_of, reason, accepted_on, accepted_by or note.",
    "column.value": "The fact as it was reported.",
}
