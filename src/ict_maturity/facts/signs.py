"""In: nothing; out: the signs that a screen obeys or leaves out instead of showing them."""

import re

CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
"""All but tab and line feed, signs that turn the reading direction, and halves of signs; also the
two separators, which begin a new line for YAML and would end a comment there."""

JOINING = "\u200c\u200d\ufe0e\ufe0f"
"""They choose between two forms of the sign before them, in Persian or Hindi and in emoji."""

IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u2060-\u2065\u206a-\u206f\u2800\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What Unicode calls default-ignorable (DerivedCoreProperties.txt) beside the two above; also the
blank of Braille and the marks of interlinear notes."""

LATIN = "\x00-\u024f\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\uff00-\uff5e"
CONTROL_SIGNS = re.compile(f"[{CONTROL}]")
INVISIBLE_SIGNS = re.compile(f"[{CONTROL}{IGNORABLE}{JOINING}]")

# No text in Latin letters needs a joining sign; in one it only hides a word from a search.
UNSEEN_SIGNS = re.compile(f"[{CONTROL}{IGNORABLE}]|(?<![^{LATIN}])[{JOINING}]")
