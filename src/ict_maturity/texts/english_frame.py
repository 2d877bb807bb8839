"""In: nothing; out: English interface texts around every page."""

WORDS = {
    "frame.about": "About this page",
    "frame.path": "Where this page is",
    "frame.proposal": "Edition {edition} is a proposal. It has not been adopted.",
    "frame.edition": "Edition {edition} of {date} ({status})",
    "frame.cycle": "Assessment cycle {cycle}",
    "frame.data_date": "Data as of {date}",
    "frame.engine": "Computed by ict-maturity {version}",
    "frame.input_digest": "from input with the SHA-256",
    "frame.source": "Made from",
    "frame.line": "Line {line} of {file}",
    "frame.suggest": "Suggest a change",
    "frame.json": "The data of this page as JSON",
    "frame.cite": "Cite as:",
    "frame.repository": "Repository",
}
