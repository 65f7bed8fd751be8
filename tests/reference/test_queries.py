"""Searching communes the way people type them."""

import pytest
from django.db import connection

from msp_portal.reference.models import Commune
from msp_portal.reference.queries import school_zone, search_communes, theme_family

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ploermel", "Ploërmel"),
        ("PLOËRMEL", "Ploërmel"),
        ("St Brieuc", "Saint-Brieuc"),
        ("st-brieuc", "Saint-Brieuc"),
        ("bain de bret", "Bain-de-Bretagne"),
        ("l'ile aux moines", "Île-aux-Moines"),
        ("rnnes", "Rennes"),
        ("  Vitre ", "Vitré"),
        ("35000", "Rennes"),
        ("56130", "Nivillac"),
    ],
)
def test_the_commune_one_means_comes_first(typed, first):
    assert search_communes(typed)[0].name == first


def test_a_large_commune_comes_before_small_ones_of_the_same_beginning():
    assert search_communes("br")[0].name == "Brest"


def test_a_postal_code_gives_all_its_communes_and_its_beginning_many():
    assert len(search_communes("35470")) > 1
    assert all(c.department_id == "35" for c in search_communes("35"))


def test_nothing_is_found_for_nothing():
    assert search_communes("") == []
    assert search_communes(" - % ") == []
    assert search_communes("00000") == []


def test_the_limit_and_the_departments_are_kept():
    assert len(search_communes("saint", limit=3)) == 3
    assert {c.department_id for c in search_communes("saint", departments=["29"])} == {"29"}


def test_a_commune_that_disappeared_is_not_offered():
    Commune.objects.filter(name="Ploërmel").update(active=False)
    assert "Ploërmel" not in [c.name for c in search_communes("ploermel")]


def test_one_search_is_one_query_with_the_department_in_it(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [c.department.name for c in search_communes("Rennes", limit=1)] == [
            "Ille-et-Vilaine"
        ]


def test_text_is_searched_without_accents_nor_endings():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_tsvector('french_unaccent', 'dépistages organisés')"
            " @@ plainto_tsquery('french_unaccent', 'depistage')"
        )
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT f_unaccent('Œuvre à Ploërmel'), f_search_key(' L''Île-d’Yeu ')")
        assert cursor.fetchone() == ("OEuvre a Ploermel", "l ile d yeu")


def test_the_school_zone_of_a_department():
    assert [school_zone(code) for code in ("35", "2A", "974", "??")] == ["B", "", "", ""]


def test_a_theme_is_searched_with_the_themes_under_it():
    assert theme_family("ADDICTIONS") >= {"ADDICTIONS", "TABAC", "ALCOOL"}
    assert theme_family("TABAC") == {"TABAC"}
