"""In: what people wrote; out: plain data, its digest, and what it was computed from."""
