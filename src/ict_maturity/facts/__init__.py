"""In: raw scalars; out: the small checked types, and what an office reports with them."""
