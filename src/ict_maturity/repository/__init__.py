"""In: a git repository; out: what it answers, and the content of a revision."""
