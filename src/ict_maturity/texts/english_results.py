"""In: nothing; out: English interface texts of home, office, offices, results and learn pages."""

WORDS: dict[str, str] = {
    # What search results say they are.
    "kind.home": "Home",
    "kind.office": "Office",
    "kind.offices": "Offices",
    "kind.results": "Results",
    "kind.learn": "Learn",
    # A result in words.
    "result.level": "Level {shown}",
    "result.level.bounds": "Level {shown} shown, up to {possible} possible",
    "result.score": "score {shown}",
    "result.score.bounds": "score {shown} to {possible}",
    "result.assessed": "{assessed} of {applicable} KPIs assessed",
    "result.not_enough": "Not enough assessed",
    "result.not_enough.bounds": "Not enough assessed, level between {shown} and {possible}",
    "result.not_enough.level": "Not enough assessed, level {shown} on what is known",
    "result.not_applicable": "No KPI applies to this office",
    "result.profile_limited": "Profile-limited",
    "result.profile_limited.note": (
        "* Profile-limited: too much of the weight does not apply to this office, so the result "
        "is left out of all aggregates."
    ),
    "result.to": "{low} to {high}",
    "result.not_reported": "Has not reported",
    "result.n_a": "n/a",
    "result.newer": "Newer than the edition that the office answered",
    # Words that several pages share.
    "text_status.short.placeholder": "theme",
    "text_status.short.partial": "in part",
    "recommendation": "Recommendation",
    "level": "Level",
    "offices.number": "Offices",
    "cycle": "Round",
    "legend.evidenced": "Evidenced",
    "legend.declared": "Declared, without enough evidence",
    "legend.possible": "Possible, if what is unknown turns out as met",
    # One office.
    "office.title": "{name} ({code})",
    "office.fictional": (
        "This office is invented to show how the site works. Nothing here is about a real office."
    ),
    "office.description": "ICT maturity of {name}: levels, reasons and next steps.",
    "office.profile": "Profile",
    "office.languages": "Working languages",
    "office.contact": "Contact",
    "office.website": "Website",
    "office.answered": "Round {cycle}, answered for {date}.",
    "office.overall.level": "Overall level",
    "office.overall.score": "Overall score",
    "office.overall.balance": "{score} after the penalty for unevenness; lowest: {lowest}",
    "office.overall.published": "Recommendations with enough assessed",
    "office.overall.of": "{published} of {total}",
    "office.overall.assessed": "KPIs assessed",
    "office.levels": "Levels",
    "office.levels.note": (
        "Each bar ends where the office stands. An office reports facts; the level follows from "
        "them by rule."
    ),
    "office.levels.title": "Levels of {name} for each Recommendation",
    "office.levels.caption": "Level of each Recommendation, 0 to 4.",
    "office.radar.title": "Shape of the levels of {name}",
    "office.radar.caption": (
        "The same levels as a shape: dark where evidenced, light where declared. "
        "A gap means that too little was assessed."
    ),
    "office.levels.themes": (
        "“Theme” marks a working theme of this project, not a Recommendation as adopted."
    ),
    "office.column.shown": "Level",
    "office.column.evidenced": "Evidenced",
    "office.column.score": "Score",
    "office.column.assessed": "KPIs assessed (coverage)",
    "office.column.confidence": "Confidence",
    "office.confidence.none": "–",
    "office.confidence.note": (
        "Coverage is the share of the weight that was assessed. Confidence says how well the "
        "answers are evidenced: A, B or C."
    ),
    "office.steps": "Next steps",
    "office.steps.note": (
        "For each Recommendation the fewest checks that reach the next level, all else unchanged."
    ),
    "office.steps.edition": "They lead to the levels of edition {edition}, which asks now.",
    "office.steps.way": "{start} → {end}",
    "office.steps.way.words": "from level {start} to level {end}",
    "office.steps.none": "No step can be named, because no KPI applies to this office.",
    "office.steps.meet": "Meet for level {level}:",
    "office.steps.undecided": "not decided yet",
    "office.steps.state": "Reach this state for level {level}:",
    "office.steps.others": "These would do as well",
    "office.steps.top": "At the highest level: {ids}.",
    "office.steps.guidance": "How to start",
    "office.recommendations": "Recommendation by Recommendation",
    "office.recommendations.note": "Open a KPI to see facts, checks, thresholds and evidence.",
    "office.confidence": "confidence {confidence}",
    "office.kpi.core": "Core",
    "office.kpi.facts": "Reported",
    "office.kpi.checks": "Checks",
    "office.kpi.check.level": "level {level}",
    "office.kpi.check.core": "core",
    "office.kpi.rule": "Rule",
    "office.kpi.evidence": "Evidence",
    "office.kpi.no_evidence": "None given: grade E0, so no level above 2 counts as evidenced.",
    "office.kpi.stale": "stale",
    "office.kpi.held_by": "held by {holder}",
    "office.kpi.dated": "dated {date}",
    "office.kpi.read_on": "read on {date}",
    "office.kpi.verified": "checked by {by}",
    "office.kpi.verified_on": "checked by {by} on {date}",
    "office.kpi.source": "Where this is reported:",
    "office.kpi.note": "Note",
    "office.standing.not_applicable": "Does not apply",
    "office.standing.upcoming": "Upcoming, not counted",
    "office.standing.retired": "Retired, not counted",
    "office.standing.not_asked": "Asked of {addressee}",
    "office.kpis.none": "No KPI of this Recommendation is asked of this office.",
    "office.restated": "Under edition {edition}",
    "office.restated.note": "The results above stand as they were answered, under edition "
    "{answered}. Below, the same answers are read by the current edition {edition}. KPIs that are "
    "newer than the answers are left out. A difference is made by the framework, not by the "
    "office.",
    "office.restated.level": "Level, {edition}",
    "office.restated.score": "Score, {edition}",
    "office.restated.same": "No level and no score differs.",
    "office.trend": "Trend and targets",
    "office.trend.column": "Levels over the rounds",
    "office.trend.target": "Target",
    "office.trend.pace": "Pace",
    "office.trend.to": "Level {level} by the end of {year}",
    "office.trend.no_target": "none set",
    "office.trend.title": "{id}: level by round",
    "office.trend.point": "{cycle}: level {level}",
    "office.trend.difference": "level {level}, score {score}",
    "office.trend.split": "{before} to {after}: {total} in all. Of this {office} is the office's "
    "own change, and {framework} comes from the change to edition {edition}.",
    "office.trend.not_comparable": "{before} to {after}: other KPIs counted, so the two results "
    "cannot be compared. The difference is neither progress nor decline.",
    "office.trend.no_points": "no round with enough assessed",
    "office.trend.note": (
        "Levels of different rounds are joined by a line only where they were measured alike. "
        "A dotted mark is a break: the framework changed, and the words say by how much. "
        "Pace compares what the office itself gained a year with what the target needs a year."
    ),
    "office.pace.reached": "Reached",
    "office.pace.on_track": "On track",
    "office.pace.moderate": "Moderate",
    "office.pace.slow": "Slow",
    "office.pace.none_or_falling": "None or falling",
    "office.pace.not_enough_data": "Not enough data",
    "office.exchange": "Offers and asks",
    "office.offers": "Offers",
    "office.asks": "Asks",
    "office.offers.none": "Nothing offered yet.",
    "office.asks.none": "Nothing asked for yet.",
    "office.exchange.learn": "All offers and asks",
    "office.notes": "What the office adds",
    "office.downloads": "Downloads",
    "office.downloads.json": "Everything on this page as JSON",
    "office.downloads.all": "All data",
    "office.print": "To print: two A4 pages, levels on the first, next steps on the second.",
    "office.not_reported": "This office has not reported",
    "office.not_reported.text": (
        "No level is shown, because none can be said: not reported is not zero."
    ),
    "office.not_reported.would": "What this page would show",
    "office.not_reported.would.levels": (
        "the level of each Recommendation, with the reason for it and how well it is evidenced"
    ),
    "office.not_reported.would.steps": "the fewest checks that reach the next level",
    "office.not_reported.would.trend": "the trend over rounds and the pace towards targets",
    "office.not_reported.would.exchange": "what the office offers to others and asks of them",
    "office.not_reported.begin": "How to begin",
    "office.not_reported.begin.read": "Read the KPIs",
    "office.not_reported.begin.read.text": "each says what to count and which evidence is wanted.",
    "office.not_reported.begin.pick": "Pick one Recommendation",
    "office.not_reported.begin.pick.text": "what is left out does not count as zero.",
    "office.not_reported.begin.write": "Write the answers into one file",
    "office.not_reported.begin.write.text": "the page on contributing shows how.",
    "office.not_reported.asked": "KPIs asked of this office alone",
    # All offices.
    "offices.title": "Offices",
    "offices.description": "Levels of every office for every Recommendation.",
    "offices.lead": (
        "Every office and its level for each Recommendation. The order is alphabetical; there is "
        "no ranking."
    ),
    "offices.office": "Office",
    "offices.reported": "Round",
    "offices.caption": (
        "Level 0 to 4 in each office's newest round. A range means that part of the answers is "
        "unknown; a dashed frame that not enough was assessed to publish a level; n/a that no KPI "
        "applies; a star that the result is profile-limited."
    ),
    "offices.table": "Levels by office and Recommendation",
    "offices.filter": "Filter the offices",
    "offices.filter.text": "Name or code",
    "offices.filter.any": "All",
    "offices.filter.reported": "Reported",
    "offices.filter.reported.yes": "Has reported",
    "offices.filter.reported.no": "Has not reported",
    "offices.filter.shown": "{shown} of {all} offices",
    "offices.fictional": (
        "Offices marked so are invented to show how the site works; nothing is about a real office."
    ),
    "offices.none": "No office is listed yet. The page on contributing says how to add one.",
    "offices.levels": "What the levels mean",
    # Home.
    "home.doors": "Where to begin",
    "home.read": "Read",
    "home.read.text": "What is recommended, what each level looks like and how to get there.",
    "home.assess": "Assess",
    "home.assess.text": "Report facts; the level follows by rule. How to take part.",
    "home.see": "See results",
    "home.see.text": "The levels of each office in its newest round.",
    "home.recommendations": "The Recommendations",
    "home.card.bar": "{id}: offices at each level in {cycle}",
    "home.card.point": "level {level}: {offices}",
    "home.card.hidden": "not shown",
    "home.card.too_few": "Fewer than {few} offices stand behind it, so no figures are shown.",
    "home.bars": "The bars count offices at each level, 0 to 4, in: {title}.",
    "home.bars.none": "No round has results yet.",
    "home.more": "Find more",
    "home.more.learn": "which offices offer help, and which ask for it.",
    "home.more.results": "who answered in each round, and where help is needed most.",
    "home.more.data": "every figure as a file, to read or to compute again.",
    "home.changes": "Latest changes",
    "home.changes.all": "All editions",
    "home.changes.more": "and {number} more",
    "home.changes.none": "Nothing has changed since the first edition.",
    # Results.
    "results.title": "Results",
    "results.description": "Results of each assessment round.",
    "results.lead": "One page for each assessment round, the newest first.",
    "results.none": "No round has results yet. The page on contributing says how to take part.",
    "results.cycle.title": "Results of {title}",
    "results.cycle.description": "Who answered in {title}, and where offices stand.",
    "results.fictional": (
        "This round is invented to show how the site works. It says nothing about real offices."
    ),
    "results.period": "Open from {opens} to {closes}; answers hold for {reference}.",
    "results.participation": "Who was asked, who answered",
    "results.asked": "Offices asked",
    "results.reporting": "Offices reporting",
    "results.share": "{share} of those asked",
    "results.too_few": "fewer than {few}",
    "results.unnamed": (
        "Offices that are counted without a name were too few to be counted without revealing "
        "them. They are left out of every figure on this page."
    ),
    "results.named": "Reported by name: {names}.",
    "results.suppression": (
        "A figure that fewer than {few} offices stand behind is not shown, and neither is a figure "
        "from which it could be computed."
    ),
    "results.group": "Group",
    "results.hidden": "not shown",
    "results.levels": "Levels for each Recommendation",
    "results.levels.note": "Number of offices at each level. Profile-limited results are left out.",
    "results.levels.of": "{offices} offices, median level {median}",
    "results.levels.suppressed": "Fewer than {few} offices, so no figures are shown.",
    "results.levels.title": "{id} {title}: offices at each level",
    "results.gaps": "Biggest gaps",
    "results.gaps.note": (
        "KPIs with the lowest median level among those that enough offices answered. They show "
        "where guidance and exchange are wanted most."
    ),
    "results.gaps.none": "No KPI has enough offices behind it to be compared.",
    "results.gaps.median": "Median level",
    "results.gaps.below": "Offices below level 2",
    "results.kpi": "KPI",
    "results.health": "which KPIs and Recommendations to look at again, and why.",
    "results.responses": "What offices said beyond the KPIs",
    "results.responses.option": "Answer",
    "results.responses.none": "No answers to show.",
    "results.changes": "What changed since {cycle}",
    "results.changes.note": (
        "Medians of two rounds. Different offices may stand behind them, so a difference is not "
        "a trend of any one office."
    ),
    "results.changes.editions": "The round {before} asked about edition {older} and the round "
    "{after} about edition {newer}. So the answers of {before} are read again under edition "
    "{newer}, without KPIs that are newer than they are. What differs between the first two "
    "medians comes from the framework, what differs between the last two from the offices. "
    "Only offices shown by name are counted here.",
    "results.changes.under": "Median {cycle}, edition {edition}",
    "results.changes.by_framework": "By the framework",
    "results.changes.by_offices": "By the offices",
    "results.changes.first": "This is the first round, so there is nothing to compare with.",
    "results.changes.before": "Median {cycle}",
    "results.changes.difference": "Difference",
    "results.changes.title": "What changed",
    "results.changes.none": "No Recommendation has enough offices in both rounds to be compared.",
    # Learn from others.
    "learn.title": "Learn from others",
    "learn.description": "What offices offer to others and ask of them, by Recommendation.",
    "learn.lead": (
        "What offices offer to share and what they ask for, from each office's newest round. "
        "Where both are there, they stand side by side."
    ),
    "learn.offers": "Offered",
    "learn.asks": "Asked for",
    "learn.matched": "Offer and ask meet",
    "learn.no_offer": (
        "No office has offered help on {id} yet. Offer yours: add a line under offers in your "
        "assessment."
    ),
    "learn.no_ask": "No office has asked for help on {id} yet.",
    "learn.silent": "Nothing yet",
    "learn.silent.text": (
        "No office has offered or asked for anything on these. Be the first: add a line under "
        "offers or asks in your assessment."
    ),
    "learn.contact": "Write to: {role}",
}
