"""The ligne de vie: words, order, and a dot that always stands on its hill."""

from datetime import date, time
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from msp_portal.kit.life_line import FRAMES, KEYS, LifeLine, NextDate, draw, drawings, point_on_hill

N = "\u00a0"
TODAY = date(2026, 11, 22)
FRAME_LIST = [frame for frames in FRAMES.values() for frame in frames]


def test_sentence_says_the_whole_drawing() -> None:
    assert LifeLine("action", 72).sentence == f"Étape 4 sur 6{N}: Action, c’est lancé"
    assert LifeLine("besoin").sentence == f"Étape 1 sur 6{N}: Besoin"
    assert LifeLine("bilan", 10, pace="pause").sentence == f"Étape 5 sur 6{N}: Bilan, en pause"


def test_next_two_dates_come_soonest_first() -> None:
    later, soon, sooner = (
        NextDate(date(2027, 1, 5), "bilan"),
        NextDate(date(2026, 11, 30), "réunion"),
        NextDate(date(2026, 11, 30), "dépôt", time(12, 30)),
    )
    line = LifeLine("action", next_dates=(later, soon, sooner))
    assert line.two_next == (sooner, soon)
    assert sooner.day_words == f"lundi 30{N}novembre, 12{N}h{N}30"


def test_stations_may_be_lived_in_any_order() -> None:
    line = LifeLine("equipe", done=frozenset({"besoin", "financement"}))
    states = [mark.state for mark in drawings(line, "large")[0].marks]
    assert states == ["done", "current", "done", "ahead", "ahead", "ahead"]


def test_without_a_word_stations_before_the_current_one_are_done() -> None:
    states = [mark.state for mark in drawings(LifeLine("financement"), "small")[0].marks]
    assert states == ["done", "done", "current", "ahead", "ahead", "ahead"]


def test_finished_project_has_no_hill_left() -> None:
    drawing = drawings(LifeLine("partage", 100, pace="fini"), "large")[0]
    assert drawing.hill_path == ""
    assert {mark.state for mark in drawing.marks} == {"done"}


def test_unknown_station_and_dot_out_of_the_hill_are_refused() -> None:
    with pytest.raises(ValueError, match="station"):
        LifeLine("sprint")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="between 0 and 100"):
        LifeLine("action", 101)


@given(st.integers(0, 100), st.sampled_from(FRAME_LIST), st.sampled_from(KEYS))
def test_the_dot_stands_on_its_hill_inside_the_drawing(hill: int, frame, key) -> None:  # type: ignore[no-untyped-def]
    drawing = draw(LifeLine(key, hill), frame)
    assert 0 <= drawing.dot_x <= drawing.width
    assert frame.base - frame.hill <= drawing.dot_y <= frame.base
    assert drawing.dot_y - drawing.dot_radius >= 0


@pytest.mark.parametrize("frame", FRAME_LIST, ids=lambda frame: frame.name)
def test_the_dot_climbs_then_goes_down(frame) -> None:  # type: ignore[no-untyped-def]
    points = [point_on_hill(100, frame, hill) for hill in range(0, 101, 5)]
    xs = [x for x, _ in points]
    heights = [frame.base - y for _, y in points]
    assert xs == sorted(xs)
    assert heights[:11] == sorted(heights[:11])
    assert heights[10:] == sorted(heights[10:], reverse=True)
    assert heights[10] == pytest.approx(frame.hill)


@pytest.mark.parametrize("size", ["small", "large", "print"])
def test_drawing_is_well_formed_named_and_without_style(size: str) -> None:
    line = LifeLine("action", 30, spans={"action": (date(2026, 10, 1), date(2026, 12, 1))})
    for drawing in drawings(line, size):  # type: ignore[arg-type]
        svg = render_to_string(
            "components/life_line_svg.html",
            {"line": line, "drawing": drawing, "title": "Mois sans tabac", "font": ""},
        )
        root = ET.fromstring(svg)  # noqa: S314 (our own text)
        assert root.get("role") == "img"
        assert (
            root.get("aria-label")
            == f"Mois sans tabac. Étape 4 sur 6{N}: Action, on cherche encore"
        )
        assert "style" not in svg
        assert "," not in "".join(root.find(".//*[@class='ll-hill']").get("d"))  # type: ignore[union-attr]
        names = [text.text for text in root.iter("text")]
        if drawing.font:
            assert names[:1] == ["Besoin"]
            assert set(names) >= {"Besoin", "Équipe", "Financement", "Action", "Bilan", "Partage"}
