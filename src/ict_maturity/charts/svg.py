"""In: coordinates, class names and words; out: escaped, compact, deterministic SVG."""

from fractions import Fraction

from markupsafe import Markup

Coordinate = int | float | Fraction | str


def coordinate(value: Coordinate) -> str:
    """A coordinate with at most two decimals and no needless zeros; text such as `12%` stays."""
    if isinstance(value, str):
        return value
    hundredths = round(Fraction(value) * 100)
    whole, rest = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole}" + f".{rest:02d}".rstrip("0") * bool(rest)


def percent(value: Coordinate) -> str:
    """A coordinate as a share of the drawing's width, so that text keeps its size on a phone."""
    return f"{coordinate(value)}%"


def element(tag: str, content: str = "", **attributes: Coordinate) -> Markup:
    """One SVG element; `css` is the class, `_` in an attribute's name stands for `-`."""
    shown = Markup("").join(
        Markup(' {}="{}"').format("class" if name == "css" else name.replace("_", "-"), text)
        for name, value in attributes.items()
        if (text := coordinate(value)) != ""
    )
    if not content and tag not in ("title", "desc", "text"):
        return Markup("<{}{}/>").format(tag, shown)
    return Markup("<{0}{1}>{2}</{0}>").format(tag, shown, content)


def joined(*parts: str) -> Markup:
    """Parts in a row; those that are not markup yet are escaped."""
    return Markup("").join(parts)


def drawing(id: str, title: str, desc: str, css: str, body: str, **size: Coordinate) -> Markup:
    """A whole chart: an image with a name and a description that screen readers speak.

    `id` must be unique on the page; `size` is `width` and `height`, or `viewBox`.
    """
    return element(
        "svg",
        joined(
            element("title", title, id=f"{id}-title"), element("desc", desc, id=f"{id}-desc"), body
        ),
        css=f"ictm-chart {css}",
        role="img",
        aria_labelledby=f"{id}-title {id}-desc",
        **size,
    )
