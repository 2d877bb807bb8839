"""In: nothing; out: English interface texts of the frame, the framework's pages and the exports."""

WORDS = {
    # Values that appear in content files and exports.
    "text_status.confirmed": "Adopted text",
    "text_status.partial": "Adopted text, known in part",
    "text_status.placeholder": "Working theme",
    "text_status.confirmed.banner": (
        "The title, the statement and the actions are this project's own wording of the adopted "
        "text. The adopted text itself is in {document}."
    ),
    "text_status.partial.banner": (
        "Only part of the adopted text is at hand. What is missing is left open here, not guessed. "
        "The adopted text is in {document}."
    ),
    "text_status.placeholder.banner": (
        "This is a working theme of this project, not a Recommendation as adopted: the subject, "
        "the wording and the number are the project's own and will be replaced by the adopted text."
    ),
    "fictional": "Fictional",
    "lifecycle.draft": "Draft",
    "lifecycle.upcoming": "Upcoming",
    "lifecycle.adopted": "Adopted",
    "lifecycle.retired": "Retired",
    "strength.should": "Should",
    "strength.encouraged": "Encouraged",
    "strength.should_consider": "Should consider",
    "strength.optional": "Optional",
    "edition_status.proposal": "Proposal",
    "edition_status.adopted": "Adopted",
    # Rules and answers.
    "rule.type.ladder": "Ladder",
    "rule.type.checklist": "Checklist",
    "rule.type.ratio": "Ratio",
    "rule.type.number": "Number",
    "rule.type.recency": "Recency",
    "rule.type.ordered": "Ordered choice",
    "rule.type.binary": "One check",
    "rule.floor": "score 0 at {figure}",
    "rule.cut_point.higher": "{figure} or more",
    "rule.cut_point.lower": "{figure} or less",
    "rule.line.ladder": "{checks} checks in four steps; every check of a step and of those below.",
    "rule.line.checklist": "Checks met out of {checks}: {counts} for levels 1, 2, 3, 4.",
    "rule.line.ratio.higher": "Share of at least {points} for levels 1, 2, 3, 4.",
    "rule.line.ratio.lower": "Share of at most {points} for levels 1, 2, 3, 4.",
    "rule.line.number.higher": "At least {points} for levels 1, 2, 3, 4.",
    "rule.line.number.lower": "At most {points} for levels 1, 2, 3, 4.",
    "rule.line.recency.lower": "Not longer ago than {points} for levels 1, 2, 3, 4.",
    "rule.line.ordered": "One of {choices} states. {question}",
    "rule.line.binary": "One check, worth level {level}.",
    "answer.whole": "Whole KPI",
    "answer.reason": "Reason given",
    "answer.met": "met",
    "answer.not_met": "not met",
    "answer.unknown": "unknown",
    "answer.not_assessed": "not assessed",
    "answer.not_applicable": "claimed not to apply",
    "answer.numerator": "Counted above the line",
    "answer.denominator": "Counted below the line",
    "answer.value": "Value",
    "answer.date": "Date",
    "answer.as_of": "True on",
}
