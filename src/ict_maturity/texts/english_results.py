"""In: nothing; out: English interface texts of home, office, offices, results and learn pages."""

WORDS: dict[str, str] = {}
