"""Charts: what is drawn, what is spoken, what cannot get in."""

import re
from collections.abc import Callable
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from ict_maturity import charts
from ict_maturity.charts.svg import coordinate
from ict_maturity.score.scorecard import Levels

SVG = "{http://www.w3.org/2000/svg}"
SCRIPT = '<script>alert("1")</script> & more'


def radar(title: str = "Levels", label: str = "R01") -> Markup:
    axes = [
        charts.Axis(label, "2–3", Levels(2, 3, 1), mark="theme"),
        charts.Axis("R02", "–", None),
        charts.Axis("R03", "3", Levels(3, 3, 3)),
        charts.Axis("R04", "4", Levels(4, 4, 2)),
    ]
    return charts.radar("radar", title, "R01: level 2", axes)


def distribution(title: str = "Levels", label: str = "R01") -> Markup:
    return charts.distribution("distribution", title, label, (0, 3, 2, 1, 12), 4)


def small_distribution(title: str = "Levels", label: str = "R01") -> Markup:
    return charts.small_distribution("small", title, label, (0, 3, 2, 1, 12), 4)


def ladder(title: str = "Rule", label: str = "1 check") -> Markup:
    steps = ("", label, "2 checks", "2 checks", "1 check")
    return charts.ladder("ladder", title, "One check, then two", steps)


def cut_points(title: str = "Rule", label: str = "25 %") -> Markup:
    values = (Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(9, 10), Fraction(1))
    labels = ("0 %", label, "50 %", "90 %", "100 %")
    points = [charts.CutPoint(n, values[n], labels[n]) for n in range(5)]
    return charts.cut_points("cut-points", title, "From 25 %", points)


def trend(title: str = "Trend", label: str = "2025") -> Markup:
    moments = [charts.Moment(0, 1, label), charts.Moment(365, 2, "2026")]
    return charts.trend("trend", title, "1, then 2", moments, charts.Moment(900, 4, "2028"))


ALL = (radar, distribution, small_distribution, ladder, cut_points, trend)
Chart = Callable[..., Markup]


def tree(chart: Markup) -> ElementTree.Element:
    return ElementTree.fromstring(str(chart).replace("<svg", f'<svg xmlns="{SVG[1:-1]}"', 1))


def words(chart: Markup) -> list[str]:
    return ["".join(text.itertext()) for text in tree(chart).iter(f"{SVG}text")]


@pytest.mark.parametrize("chart", ALL)
def test_an_image_with_name_and_description(chart: Chart) -> None:
    svg = tree(chart())
    title, desc = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None
    assert title.text
    assert desc is not None
    assert desc.text
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"


@pytest.mark.parametrize("chart", ALL)
def test_words_are_text_and_never_markup(chart: Chart) -> None:
    svg = tree(chart(title=SCRIPT, label=SCRIPT))
    assert not list(svg.iter(f"{SVG}script"))
    assert SCRIPT in "".join(svg.itertext())


@pytest.mark.parametrize("chart", ALL)
def test_no_colour_and_no_script_of_its_own(chart: Chart) -> None:
    names = {name for node in tree(chart()).iter() for name in node.attrib}
    assert not {name for name in names if name.startswith("on")}
    assert not names & {"fill", "stroke", "href"}
    styles = [node.get("style", "height:0px") for node in tree(chart()).iter()]
    assert all(re.fullmatch(r"height:\d+px", style) for style in styles)


@pytest.mark.parametrize("chart", ALL)
def test_the_same_numbers_draw_the_same_bytes(chart: Chart) -> None:
    assert chart() == chart()


def parts_of(bar: Markup) -> list[tuple[str | None, str | None, str | None]]:
    rects = tree(bar).iter(f"{SVG}rect")
    return [(rect.get("class"), rect.get("x"), rect.get("width")) for rect in rects]


def test_a_bar_is_solid_hollow_and_dotted() -> None:
    assert parts_of(charts.level_bar(Levels(2, 4, 1))) == [
        ("evidenced", "0%", "25%"),
        ("declared", "25%", "25%"),
        ("possible", "50%", "50%"),
    ]
    assert parts_of(charts.level_bar(Levels(3, 3, 3))) == [("evidenced", "0%", "75%")]
    assert parts_of(charts.level_bar(None)) == []


def test_what_is_not_published_is_dotted_and_has_no_dot() -> None:
    bar = charts.level_bar(Levels(1, 3, 1), settled=False)
    assert parts_of(bar) == [("possible", "0%", "75%")]
    assert not list(tree(bar).iter(f"{SVG}circle"))
    (dot,) = tree(charts.level_bar(Levels(1, 3, 1))).iter(f"{SVG}circle")
    assert dot.get("cx") == "25%"


def test_what_words_beside_it_say_is_not_read_aloud() -> None:
    for drawing in (charts.level_bar(Levels(1, 3, 1)), charts.level_scale()):
        assert tree(drawing).get("aria-hidden") == "true"


def test_every_level_is_printed_as_a_number() -> None:
    assert words(charts.level_scale()) == ["0", "1", "2", "3", "4"]
    assert {"R012–3theme", "R02–", "R033", "R044"} == set(words(radar()))
    assert words(distribution()) == ["0", "0", "3", "1", "2", "2", "1", "3", "12", "4", "4", "…"]
    assert {"1", "2", "4", "2025", "2026", "2028"} == set(words(trend()))


def test_a_radar_leaves_a_gap_where_nothing_is_published() -> None:
    declared = next(p for p in tree(radar()).iter(f"{SVG}path") if p.get("class") == "declared")
    assert (declared.get("d") or "").count("z") == 2


def test_two_axes_have_no_shape() -> None:
    assert charts.radar("radar", "t", "d", [charts.Axis("R01", "1", Levels(1, 1, 1))] * 2) == ""


def left_edges(chart: Markup) -> list[float]:
    rects = tree(chart).iter(f"{SVG}rect")
    return [float((rect.get("x") or "").removesuffix("%")) for rect in rects]


def test_cut_points_stand_to_scale() -> None:
    assert left_edges(cut_points()) == [0, 29, 50, 83.6, 92]


def test_better_is_to_the_right_whichever_way_values_move() -> None:
    values = (40, 30, 20, 10, 0)
    points = [charts.CutPoint(n, Fraction(values[n]), str(values[n])) for n in range(5)]
    assert left_edges(charts.cut_points("c", "t", "d", points)) == [0, 29, 50, 71, 92]


def test_labels_that_lie_close_stand_in_two_lines() -> None:
    axis = [t for t in tree(cut_points()).iter(f"{SVG}text") if t.get("class") == "axis mid"]
    heights = {t.text: t.get("y") for t in axis}
    assert heights["90 %"] != heights["100 %"]


def test_one_round_stands_in_the_middle_without_a_line() -> None:
    svg = tree(charts.trend("trend", "t", "d", [charts.Moment(5, 3, "2026")]))
    assert not list(svg.iter(f"{SVG}path"))
    assert next(svg.iter(f"{SVG}circle")).get("cx") == "160"


def test_a_target_alone_is_drawn_as_a_goal() -> None:
    svg = tree(charts.trend("trend", "t", "d", [], charts.Moment(5, 3, "2028")))
    assert [dot.get("class") for dot in svg.iter(f"{SVG}circle")] == ["goal"]


@pytest.mark.parametrize(
    ("value", "written"),
    [(3, "3"), (2.5, "2.5"), (Fraction(1, 3), "0.33"), (-0.001, "0"), (30.0, "30"), ("5%", "5%")],
)
def test_coordinates_are_short(value: int | float | Fraction | str, written: str) -> None:
    assert coordinate(value) == written


def test_a_level_that_is_open_is_dotted_up_to_what_is_possible() -> None:
    drawn = charts.trend("t", "T", "d", [charts.Moment(0, 1, "2025", possible=3)])
    assert {"1–3", "2025"} == set(words(drawn))
    (line,) = (each for each in tree(drawn).iter(f"{SVG}line") if each.get("class") == "possible")
    assert Fraction(str(line.get("y1"))) - Fraction(str(line.get("y2"))) == 22
    known = charts.trend("t", "T", "d", [charts.Moment(0, 1, "2025", possible=1)])
    assert {"1", "2025"} == set(words(known))
    assert "possible" not in known


def test_a_radar_dots_what_is_possible_only_where_a_level_is_open() -> None:
    known = [charts.Axis(f"R0{n}", "2", Levels(2, 2, 1)) for n in range(1, 4)]
    assert "possible" not in charts.radar("radar", "t", "d", known)
    assert "possible" in radar()
