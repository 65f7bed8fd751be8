"""The right sheet among the first three, for queries as they are typed. Tables at the end of a run.

``tuned.yml`` served to set the search; ``kept_aside.yml`` was written before and never looked at.
"""

from collections import defaultdict

import pytest

from tests.capitalisation.search.library import FIRST, fill_library, place_of, queries, sheets
from tests.quality import RecordProperty, quality_table, share

pytestmark = pytest.mark.django_db
LEAST = 0.90
TITLES = {
    "tuned": "Recherche en bibliothèque : la bonne fiche dans les trois premières (réglage)",
    "kept_aside": "Recherche en bibliothèque : la bonne fiche dans les trois premières (mises de côté)",
}


def test_the_sets_are_large_and_varied_enough_to_judge_by() -> None:
    tuned, aside = queries("tuned"), queries("kept_aside")
    themes = {theme for sheet in sheets() for theme in sheet["themes"]}
    keys = {sheet["cle"] for sheet in sheets()}
    assert len(sheets()) == len(keys) >= 80
    assert len(themes) >= 35
    assert len(tuned) + len(aside) >= 120
    assert len(aside) * 3 >= len(tuned) + len(aside)
    assert {key for query in (*tuned, *aside) for key in query.wanted} <= keys
    assert not {query.text for query in tuned} & {query.text for query in aside}


@pytest.mark.parametrize("name", ["tuned", "kept_aside"])
def test_the_right_sheet_is_among_the_first_three(
    name: str, record_property: RecordProperty
) -> None:
    keys = fill_library()
    kinds: dict[str, list[int]] = defaultdict(list)
    missed = {}
    for query in queries(name):
        place = place_of(query, keys)
        kinds[query.kind].append(place)
        if not 1 <= place <= FIRST:
            missed[query.text] = (query.wanted, place)
    rows = [
        (
            kind,
            len(places),
            sum(p == 1 for p in places),
            right(places),
            share(right(places), len(places)),
        )
        for kind, places in kinds.items()
    ]
    every = [place for places in kinds.values() for place in places]
    rows.append(
        (
            "en tout",
            len(every),
            sum(p == 1 for p in every),
            right(every),
            share(right(every), len(every)),
        )
    )
    quality_table(
        record_property, TITLES[name], ("", "requêtes", "première", "dans les trois", "part"), rows
    )
    assert right(every) >= LEAST * len(every), missed


def right(places: list[int]) -> int:
    """How many of these places are among the first."""
    return sum(1 <= place <= FIRST for place in places)
