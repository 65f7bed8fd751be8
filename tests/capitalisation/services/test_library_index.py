"""The library is written from frozen versions, and can be written again from them."""

import pytest
from django.core.management import call_command

from capitalisation.models import LibraryEntry, LibraryWord
from capitalisation.queries.library import search_library
from capitalisation.services.library_index import (
    index_sheet,
    rebuild_library,
    refresh_library,
    unlist_sheet,
)
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


def test_a_sheet_read_with_another_lexicon_is_read_again_and_only_it() -> None:
    stale, fresh = listed_sheet("La clope au collège"), listed_sheet("Le tabac au lycée")
    LibraryEntry.objects.filter(pk=stale.pk).update(lexicon_mark="", search="", head="")
    LibraryEntry.objects.filter(pk=fresh.pk).update(summary="gardé tel quel")
    assert [sheet.slug for sheet in search_library("tabac").found] == [fresh.slug]
    assert refresh_library() == 1
    assert {sheet.slug for sheet in search_library("tabac").found} == {stale.slug, fresh.slug}
    assert LibraryEntry.objects.get(pk=fresh.pk).summary == "gardé tel quel"
    assert refresh_library() == 0


def test_a_new_lexicon_is_read_after_migrate() -> None:
    sheet = listed_sheet("La clope au collège")
    LibraryEntry.objects.update(lexicon_mark="", search="", head="")
    call_command("migrate", "capitalisation", verbosity=0)
    assert [found.slug for found in search_library("tabac").found] == [sheet.slug]


def test_a_sheet_is_found_by_where_it_is_filed_without_the_word() -> None:
    sheet = listed_sheet("Respirer", themes=["TABAC"], publics=["AGRICULTEURS"])
    assert [found.slug for found in search_library("clope paysans").found] == [sheet.slug]
