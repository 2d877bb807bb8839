"""Content roots for tests in which an edition was cut."""

from pathlib import Path

from ict_maturity.edition.lock import content_output, files_of, lock_output
from ict_maturity.load import load
from ict_maturity.load.editions import digests_of
from ict_maturity.model import Content


def loaded_content(root: Path) -> Content:
    """The content below a root that has no problem."""
    loaded = load(root)
    assert loaded.problems == ()
    assert loaded.content is not None
    return loaded.content


def write_edition(root: Path) -> None:
    """Freeze the content below a root as the edition that it says it is."""
    content = loaded_content(root)
    frozen = content_output(content)
    lock = lock_output(content, frozen, digests_of(root, files_of(content)))
    (root / "editions").mkdir(exist_ok=True)
    for output in (frozen, lock):
        (root / output.path).write_text(output.text, "utf-8")


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Replace a text that stands in a file once."""
    path = next(root.glob(file))
    text = path.read_text("utf-8")
    assert text.count(old) == 1, text.count(old)
    path.write_text(text.replace(old, new), "utf-8")
