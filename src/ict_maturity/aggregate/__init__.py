"""In: content and every scorecard; out: the Site, in which nothing of a private office is left."""
