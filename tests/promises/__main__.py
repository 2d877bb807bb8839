"""In: the sheet of promises; out: docs/development/promises.md, or what the sheet lacks."""

import sys

from tests.promises.sentences import strict_sentences
from tests.promises.sheet import PAGE, entries, faults, page


def main() -> int:
    """Write the page; 1 when the sheet does not fit what is said."""
    listed, said = entries(), strict_sentences()
    found = list(faults(listed, said))
    if found:
        print(*found, sep="\n", file=sys.stderr)
        return 1
    PAGE.write_text(page(listed, said), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
