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
}
