"""Members: one by one, by list, and the end of a role."""

import pytest
from django.urls import reverse

from coordination.models import Person, TeamMembership
from msp_portal.kit import clock

pytestmark = pytest.mark.django_db


def names(team):
    rows = TeamMembership.unscoped.filter(team=team).select_related("person")
    return {row.person.full_name for row in rows}


def paste(client, team, text, **more):
    return client.post(
        reverse("coordination:members_paste", args=[team.pk]), {"text": text, **more}
    )


def test_a_list_is_shown_before_anybody_is_added(as_person, owner, team):
    page = paste(as_person(owner), team, "Ali Benali, sculpteur")
    assert "Ajouter 1\u00a0personne" in page.content.decode()
    assert not Person.objects.filter(last_name="Benali").exists()


def test_confirming_adds_what_is_right_and_keeps_the_rest_to_correct(as_person, owner, team):
    page = paste(as_person(owner), team, "Ali Benali, sculpteur\nPrune\n", confirm="1")
    assert "Ali Benali" in names(team)
    assert page.status_code == 200
    assert page.context["form"]["text"].value() == "Prune"
    done = paste(as_person(owner), team, "Prune Le Bihan", confirm="1")
    assert done["Location"] == reverse("coordination:team", args=[team.pk])


def test_the_list_of_another_team_is_not_found(as_person, stranger, team):
    assert paste(as_person(stranger), team, "Ali Benali", confirm="1").status_code == 404
    assert not Person.objects.filter(last_name="Benali").exists()


def test_adding_another_keeps_the_page(as_person, owner, team):
    url = reverse("coordination:member_add", args=[team.pk])
    data = {"first_name": "Ali", "last_name": "Benali", "role": "PROFESSIONAL", "another": "1"}
    assert as_person(owner).post(url, data)["Location"] == url
    assert "Ali Benali" in names(team)


def test_a_refused_form_keeps_what_was_typed(as_person, owner, team):
    url = reverse("coordination:member_add", args=[team.pk])
    page = as_person(owner).post(url, {"first_name": "Ali", "role": "PROFESSIONAL"})
    assert page.status_code == 200
    assert 'value="Ali"' in page.content.decode()


def test_a_role_is_ended_then_taken_back(as_person, owner, team, teammate):
    membership = TeamMembership.unscoped.get(person=teammate)
    client = as_person(owner)
    day = clock.today().isoformat()
    client.post(reverse("coordination:role_end", args=[team.pk, membership.pk]), {"until": day})
    membership.refresh_from_db()
    assert membership.until == clock.today()
    client.post(reverse("coordination:role_resume", args=[team.pk, membership.pk]))
    membership.refresh_from_db()
    assert membership.until is None


def test_a_role_in_another_team_is_out_of_reach(as_person, owner, team, stranger):
    theirs = TeamMembership.unscoped.get(person=stranger)
    url = reverse("coordination:role_end", args=[team.pk, theirs.pk])
    assert as_person(owner).post(url, {"until": "2030-01-01"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.until is None


def test_somebody_of_another_team_is_not_edited_from_mine(as_person, owner, team, stranger):
    url = reverse("coordination:member_edit", args=[team.pk, stranger.pk])
    assert as_person(owner).get(url).status_code == 404


def test_a_member_without_account_is_corrected(as_person, owner, team):
    client = as_person(owner)
    client.post(
        reverse("coordination:member_add", args=[team.pk]),
        {"first_name": "Ali", "last_name": "Benali", "role": "PROFESSIONAL"},
    )
    ali = Person.objects.get(last_name="Benali")
    client.post(
        reverse("coordination:member_edit", args=[team.pk, ali.pk]),
        {"first_name": "Ali", "last_name": "Ben Ali", "email": "ali@exemple.test"},
    )
    ali.refresh_from_db()
    assert (ali.last_name, ali.email) == ("Ben Ali", "ali@exemple.test")
