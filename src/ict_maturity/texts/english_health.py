"""In: nothing; out: English interface texts of the page and the data of KPI health."""

WORDS = {
    "kind.health": "KPI health",
    "health.title": "KPI health",
    "health.description": "How each KPI and Recommendation fares in use, and which text to look at "
    "again first.",
    "health.lead": "How each KPI and each Recommendation fares in use, and which text to look at "
    "again first. All figures follow from what offices reported, and nothing here says that "
    "a KPI is bad.",
    "health.round": "Round: {title}. Answers hold for {date}.",
    "health.reporting": "Offices counted: {offices}.",
    "health.fictional": "The offices of this round are invented, and so are all figures on this "
    "page. They show what the page can tell, and nothing about any office or KPI.",
    "health.none": "No office has answered yet. The figures appear with the first round that has "
    "results; until then only reviews and open questions are known.",
    "health.unnamed": "Offices that are counted without a name are in a figure only where it "
    "reveals none of them, and never in those of single checks.",
    "health.of_kpi": "how offices answered this KPI, and whether to look at its text again.",
    "health.downloads": "The same figures as a table:",
    # The queue.
    "health.queue": "Review queue",
    "health.queue.note": "What somebody should look at, and why. The weightiest reason decides the "
    "place, then how far it goes, then the next reason. The reasons stand in this order: "
    "{reasons}.",
    "health.queue.none": "Nothing calls for a review now.",
    "health.queue.more": "Show the other {number}",
    "health.recommendations": "Recommendations",
    "health.recommendations.note": "Answers and checks are those of the KPIs that count for the "
    "Recommendation, added up; an answer is one office's answer to one KPI. Levels are the "
    "Recommendation's own.",
    "health.kpis": "KPIs",
    "health.kpis.note": "Upcoming KPIs are not counted in any level; their figures come from "
    "offices that tried them. Retired KPIs are left out.",
    # The tables.
    "health.filter.queue": "Review queue",
    "health.filter.queue.yes": "In the queue",
    "health.filter.queue.no": "Not in the queue",
    "health.filter.count": "{shown} of {all} KPIs",
    "health.with_level": "Level known",
    "health.unknown": "Cannot tell",
    "health.not_assessed": "Not looked",
    "health.claims": "Claims",
    "health.levels": "Offices at levels 0 to 4",
    "health.items": "Checks met",
    "health.reviewed": "Last review",
    "health.open_questions": "Open questions",
    "health.place": "Place in queue",
    "health.part": "{number} of {of}",
    "health.share": "{number} ({share})",
    "health.claims.some": "{open} open, {accepted} accepted",
    "health.items.some": "{never} never, {always} always",
    "health.items.of": "of {decided}",
    "health.items.none": "too few answers",
    "health.items.no_checks": "no checks",
    "health.hidden": "not shown",
    "health.nobody": "–",
    "health.review_age": "{months} months before the round",
    "health.review_later": "after the round",
    "health.never_reviewed": "not known",
    "health.effect.floor": "floor",
    "health.effect.ceiling": "ceiling",
    "health.effect.one_level": "crowded at {level}",
    # How to read it.
    "health.read": "How to read it",
    "health.read.with_level": "The offices whose answers give one level, of all that were asked. "
    "Who claims that the KPI does not apply is among those asked; who is not asked by its "
    "conditions is not.",
    "health.read.unknown": "They looked, and part of the answer is unknown, so that the level is "
    "not decided. Above {share} the KPI is put in the queue.",
    "health.read.not_assessed": "They left the KPI out, or a part that decides. Above {share} it "
    "is put in the queue.",
    "health.read.claims": "They claim that the KPI does not apply. An open claim waits for a "
    "decision; an accepted one takes the KPI out of the office's result.",
    "health.read.levels": "Above {share} of the offices at level 4 there is a ceiling, at level 0 "
    "a floor, at another level a crowd: the KPI no longer tells offices apart.",
    "health.read.items": "Checks that no office with a name meets, and those that every one meets, "
    "of the checks that at least {few} of them decided.",
    "health.read.reviewed": "The day somebody last read the text as a whole, or of its newest "
    "change. The months are counted to the round's reference date; above {months} the text is "
    "put in the queue.",
    "health.read.open_questions": "Questions on how to read a KPI on which nobody has ruled.",
    # Reasons, by the name of their signal.
    "signal.name.open-question": "open question",
    "signal.name.unknown": "cannot tell",
    "signal.name.claim-open": "open claim",
    "signal.name.not-assessed": "not looked",
    "signal.name.claim-accepted": "accepted claims",
    "signal.name.floor": "floor",
    "signal.name.ceiling": "ceiling",
    "signal.name.one-level": "crowded level",
    "signal.name.never-met": "check never met",
    "signal.name.always-met": "check always met",
    "signal.name.review-due": "review due",
    "signal.name.never-reviewed": "never reviewed",
    "signal.open-question": "Open questions: {number}, the oldest of {since}. Rule on them or mend "
    "the text, so that all offices read it alike.",
    "signal.unknown": "{number} of {of} ({share}) looked and cannot tell. See whether the wording "
    "leaves room, or whether the facts are out of reach.",
    "signal.claim-open": "Claims that it does not apply and that nobody has decided on: {number} "
    "of {of} answers. Accept or decline each one, with the reason.",
    "signal.not-assessed": "{number} of {of} ({share}) have not looked, or not far enough for a "
    "level. Ask what keeps them: the work of counting, or no use that they see in it.",
    "signal.claim-accepted": "{number} of {of} ({share}) are excused by an accepted claim. "
    "See whether the KPI should say itself when it applies.",
    "signal.floor": "{number} of {of} ({share}) are at level 0. See whether the first step is out "
    "of reach, or whether guidance is missing.",
    "signal.ceiling": "{number} of {of} ({share}) are at level 4. See whether the work is done, "
    "or whether the top asks too little.",
    "signal.one-level": "{number} of {of} ({share}) are at level {level}. See whether the steps "
    "next to it are too far apart to tell offices from each other.",
    "signal.never-met": "No office with a name meets {checks}. See whether anybody can, "
    "and whether it is worth asking.",
    "signal.always-met": "Every office with a name that decided meets {checks}. A first step may "
    "be like that; see whether it still tells offices apart.",
    "signal.review-due": "The last review was on {reviewed}, {months} months before the round. "
    "Read the text as a whole again.",
    "signal.never-reviewed": "No review is on record. Read the text as a whole and enter the day.",
    # Data files.
    "data.file.health.json": "KPI health in the newest round: every figure, and the review queue "
    "with its reasons.",
    "data.file.health.csv": "KPI health: one row for each Recommendation and KPI in use.",
    "column.lifecycle": "draft, upcoming or adopted.",
    "column.cycle_fictional": "true when the round is invented to show how the site works.",
    "column.asked": "Answers asked for; every later count is a part of them. Empty when too few "
    "offices stand behind them.",
    "column.answered": "Answers of offices that looked.",
    "column.with_level": "Answers that give one level.",
    "column.unknown": "Answers left undecided because the office cannot tell.",
    "column.not_assessed": "Answers left undecided because the office has not looked.",
    "column.unknown_share": "unknown divided by asked, 0 to 1.",
    "column.not_assessed_share": "not_assessed divided by asked, 0 to 1.",
    "column.claims_open": "Claims that it does not apply that nobody has decided on.",
    "column.claims_accepted": "Accepted claims that it does not apply.",
    "column.offices": "Offices that the levels are counted of; empty when too few.",
    "column.level_0": "Offices at level 0; empty when not shown, as in the next four columns.",
    "column.level_1": "Offices at level 1.",
    "column.level_2": "Offices at level 2.",
    "column.level_3": "Offices at level 3.",
    "column.level_4": "Offices at level 4.",
    "column.median": "Median level.",
    "column.effect": "ceiling, floor or one_level where nearly all offices are at one level.",
    "column.checks_decided": "Checks that enough offices with a name decided.",
    "column.never_met": "Of these, the checks that nobody meets.",
    "column.always_met": "Of these, the checks that everybody meets.",
    "column.reviewed": "Day of the last review.",
    "column.review_age": "Whole months from the last review to the round's reference date, "
    "0 when it came later.",
    "column.open_questions": "Questions on how to read it that nobody has ruled on.",
    "column.place": "Place in the review queue, empty when not in it.",
    "column.signals": "Codes of the reasons for the place, the weightiest first.",
}
