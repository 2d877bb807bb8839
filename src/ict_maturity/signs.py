"""In: nothing; out: the signs that a screen obeys instead of showing them."""

import re

# All but tab and line feed, signs that turn the reading direction, and halves of signs; also the
# two separators, which begin a new line for YAML and would end a comment there.
CONTROL_SIGNS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
