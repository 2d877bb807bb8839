"""In: nothing; out: the signs that a screen obeys or leaves out instead of showing them."""

import re

# All but tab and line feed, signs that turn the reading direction, and halves of signs; also the
# two separators, which begin a new line for YAML and would end a comment there.
CONTROL_SIGNS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

# What Unicode calls default-ignorable (DerivedCoreProperties.txt), and the blank of Braille.
INVISIBLE_SIGNS = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
