"""In: nothing; out: the signs that a screen obeys instead of showing them."""

import re

# All but tab and line feed, signs that turn the reading direction, and halves of signs.
CONTROL_SIGNS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
