"""In: all that pages, fields and commands say; out: each promise, and what holds it."""
