"""Outlines of the departments, for small maps."""

from msp_portal.reference.outlines import map_of


def numbers(view_box: str) -> list[float]:
    return [float(part) for part in view_box.split()]


def test_the_map_of_a_region_shows_each_of_its_departments_whole() -> None:
    brittany = map_of(["35", "22", "56", "29"])
    assert brittany is not None
    assert [one.code for one in brittany.outlines] == ["22", "29", "35", "56"]
    left, top, width, height = numbers(brittany.view_box)
    for one in brittany.outlines:
        assert left < one.box[0] < one.box[2] < left + width
        assert top < one.box[1] < one.box[3] < top + height


def test_finistere_is_west_of_ille_et_vilaine() -> None:
    brittany = map_of(["35", "29"])
    assert brittany is not None
    finistere, ille_et_vilaine = brittany.outlines
    assert finistere.box[2] < ille_et_vilaine.box[0]


def test_there_is_no_map_with_a_hole_in_it() -> None:
    assert map_of(["974"]) is None
    assert map_of(["35", "974"]) is None
    assert map_of([]) is None


def test_every_metropolitan_department_has_its_outline() -> None:
    codes = [f"{n:02}" for n in range(1, 96) if n != 20] + ["2A", "2B"]
    country = map_of(codes)
    assert country is not None
    assert len(country.outlines) == 96
