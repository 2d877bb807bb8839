"""In: coordinates, class names and words; out: compact, deterministic SVG with words escaped."""

from fractions import Fraction

from markupsafe import Markup, escape

Coordinate = int | float | Fraction | str


def coordinate(value: Coordinate) -> str:
    """A coordinate with at most two decimals and no needless zeros; text such as `12%` stays."""
    if isinstance(value, (int, str)):
        return str(value)
    # Adding zero turns -0.0, which would be written with its sign, into 0.0.
    return f"{round(float(value), 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def percent(value: Coordinate) -> str:
    """A coordinate as a share of the drawing's width, so that text keeps its size on a phone."""
    return f"{coordinate(value)}%"


def shape(tag: str, **attributes: Coordinate) -> str:
    """An empty element; `css` is the class. Attributes are the chart's own, never content."""
    return f"<{tag}{written(attributes)}/>"


def text(*words: str, tag: str = "text", **attributes: Coordinate) -> str:
    """Words in the drawing, escaped; a part of them may be a `span`."""
    return f"<{tag}{written(attributes)}>{''.join(escape(word) for word in words)}</{tag}>"


def span(words: str, **attributes: Coordinate) -> Markup:
    """Words within a text that look different."""
    return Markup(text(words, tag="tspan", **attributes))


def written(attributes: dict[str, Coordinate]) -> str:
    """Attributes as they stand in a tag."""
    return "".join(
        f' {"class" if name == "css" else name}="{coordinate(value)}"'
        for name, value in attributes.items()
    )


def drawing(id: str, title: str, desc: str, css: str, body: str, size: str) -> Markup:
    """A whole chart: an image with a name and a description that screen readers speak.

    `id` must be unique on the page; `size` is what `full_width` or `scaled` gives; `body` is made
    of shapes and texts.
    """
    return Markup(image(id, title, desc, css, body, size))


def image(id: str, title: str, desc: str, css: str, body: str, size: str) -> str:
    """The element of a whole chart; title and description are escaped."""
    name = text(title, tag="title", id=f"{id}-title") + text(desc, tag="desc", id=f"{id}-desc")
    return (
        f'<svg class="ictm-chart {css}" role="img" '
        f'aria-labelledby="{id}-title {id}-desc" {size}>{name}{body}</svg>'
    )


def decoration(css: str, body: str, size: str) -> Markup:
    """A drawing beside words that say the same, which screen readers leave out."""
    return Markup(silent_image(css, body, size))


def silent_image(css: str, body: str, size: str) -> str:
    """The element of a drawing without a name."""
    return f'<svg class="ictm-chart {css}" aria-hidden="true" {size}>{body}</svg>'


def full_width(height: int) -> str:
    """As wide as there is room and of this height, for drawings with places in percent.

    The height is a style, because Material sets the height of every picture to `auto`.
    """
    return f'width="100%" style="height:{height}px"'


def scaled(width: int, height: int) -> str:
    """Drawn on a sheet of this size, which is scaled as a whole."""
    return f'viewBox="0 0 {width} {height}"'
