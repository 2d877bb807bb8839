"""What a page must hold for a test to look at it."""

from bs4 import Tag


def first(page: Tag, selector: str) -> Tag:
    """The first element of a CSS selector, which is there."""
    found = page.select_one(selector)
    assert found is not None, f"nothing is {selector}"
    return found


def after(element: Tag, name: str) -> Tag:
    """The next element of this name in the page, which is there."""
    found = element.find_next(name)
    assert isinstance(found, Tag), f"no {name} follows"
    return found
