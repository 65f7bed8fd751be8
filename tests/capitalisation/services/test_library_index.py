"""The library is written from frozen versions, and can be written again from them."""

import pytest

from capitalisation.models import LibraryEntry, LibraryWord
from capitalisation.services.library_index import index_sheet, rebuild_library, unlist_sheet
from tests.factories import listed_sheet

pytestmark = pytest.mark.django_db


def state() -> tuple[list[dict[str, object]], list[tuple[str, int]]]:
    rows = LibraryEntry.objects.order_by("pk").values()
    words = LibraryWord.objects.filter(sheets__gt=0).values_list("word", "sheets")
    return list(rows), list(words)


def test_words_count_the_sheets_that_use_them() -> None:
    first = listed_sheet("Le dépistage", "Dépistage et encore dépistage.")
    listed_sheet("Autre dépistage", "Rien.")
    assert LibraryWord.objects.get(word="depistage").sheets == 2
    unlist_sheet(first)
    assert LibraryWord.objects.get(word="depistage").sheets == 1


def test_listing_the_same_version_again_changes_nothing() -> None:
    sheet = listed_sheet("Le dépistage", "Du sein.")
    before = state()
    index_sheet(sheet)
    assert state() == before


def test_rebuilt_it_is_the_same() -> None:
    for n in range(3):
        listed_sheet(f"Fiche {n} sur le tabac", "Avec des collégiens.", themes=["TABAC"])
    before = state()
    assert rebuild_library() == 3
    assert state() == before
