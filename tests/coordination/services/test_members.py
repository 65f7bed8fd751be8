"""Adding people without an account, and their roles in time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from coordination.models import Person, TeamMembership
from coordination.queries.pasted_members import read_pasted, remaining_text
from coordination.queries.teams import team_members
from coordination.services.members import (
    NewMember,
    add_member,
    add_members,
    correct_member,
    end_role,
    resume_role,
)
from msp_portal.kit.models import Mail
from tests.factories import PersonFactory, ProfessionFactory, TeamMembershipFactory

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=PARIS)
TODAY = NOW.date()


@pytest.fixture
def nurse_trade(db):
    return ProfessionFactory(code="60", label="Infirmier")


def test_a_professional_is_added_without_account_and_without_mail(owner, team):
    one = add_member(actor=owner, team=team, first_name="Ali", last_name="Benali", now=NOW)
    assert (one.person.can_sign_in, one.person.email, one.since) == (False, None, TODAY)
    assert not one.person.has_usable_password()
    assert not Mail.objects.exists()


def test_a_known_address_is_the_same_person_in_two_teams(owner, team, stranger, other_team):
    first = add_member(
        actor=owner, team=team, first_name="Ali", last_name="B", email="ali@ex.test", now=NOW
    )
    second = add_member(
        actor=stranger, team=other_team, first_name="A.", last_name="Benali",
        email="ALI@ex.test", now=NOW,
    )  # fmt: skip
    assert first.person == second.person
    assert Person.objects.filter(email="ali@ex.test").count() == 1


def test_the_same_name_twice_in_a_team_is_refused(owner, team):
    add_member(actor=owner, team=team, first_name="Ali", last_name="Benali", now=NOW)
    with pytest.raises(ValidationError, match="a déjà ce rôle"):
        add_member(actor=owner, team=team, first_name="ALI", last_name="benali", now=NOW)


def test_a_list_is_added_whole_or_not_at_all(owner, team):
    before = Person.objects.count()
    rows = [NewMember("Ali", "Benali"), NewMember("Ali", "Benali")]
    with pytest.raises(ValidationError):
        add_members(actor=owner, team=team, new=rows, now=NOW)
    assert Person.objects.count() == before


def test_a_role_ends_on_its_last_day_and_may_be_taken_back(owner, team, teammate):
    membership = TeamMembership.unscoped.get(person=teammate)
    end_role(actor=owner, membership=membership, until=TODAY, now=NOW)
    assert membership.until == TODAY
    assert resume_role(actor=owner, membership=membership, now=NOW).until is None


def test_a_team_keeps_somebody_who_coordinates(owner, team):
    membership = TeamMembership.unscoped.get(person=owner)
    with pytest.raises(ValidationError, match="seule personne qui coordonne"):
        end_role(actor=owner, membership=membership, until=TODAY, now=NOW)
    TeamMembershipFactory(team=team, role="COORDINATOR")
    assert end_role(actor=owner, membership=membership, until=TODAY, now=NOW).until == TODAY


def test_a_role_does_not_end_before_it_began(owner, team, teammate):
    membership = TeamMembership.unscoped.get(person=teammate)
    with pytest.raises(ValidationError, match="avant d’avoir commencé"):
        end_role(
            actor=owner, membership=membership, until=membership.since - timedelta(days=1), now=NOW
        )


def test_who_has_an_account_corrects_herself(owner, team, teammate):
    with pytest.raises(ValidationError, match="corrige elle-même"):
        correct_member(
            actor=owner, team=team, person=teammate, first_name="X", last_name="Y",
            profession=None, function="", email="",
        )  # fmt: skip


def test_members_are_grouped_by_profession_and_who_left_is_apart(
    owner, team, teammate, nurse_trade, scope_of
):
    add_member(
        actor=owner, team=team, first_name="Ali", last_name="Benali", profession=nurse_trade,
        now=NOW,
    )  # fmt: skip
    gone = TeamMembershipFactory(team=team, until=TODAY - timedelta(days=1))
    read = team_members(scope_of(owner), team, TODAY)
    assert [name for name, _ in read.by_profession] == ["Infirmier", "Profession non précisée"]
    assert read.count == 3
    assert [line.person for line in read.left] == [gone.person]


def test_a_pasted_list_is_understood_line_by_line(team, nurse_trade):
    text = (
        "Nadia Le Goff, infirmière, Nadia@Exemple.test\n"
        "\n"
        "Jean-Paul de La Tour; sculpteur\n"
        "Prune\n"
        "Ali Benali, pas-une-adresse@\n"
        "ali@exemple.test\n"
        "Nadia Le Goff\n"
    )
    nadia, jean, prune, ali, nobody, again = read_pasted(team, text)
    assert (nadia.first_name, nadia.last_name) == ("Nadia", "Le Goff")
    assert (nadia.profession, nadia.email) == (nurse_trade, "nadia@exemple.test")
    assert (jean.first_name, jean.last_name, jean.function) == (
        "Jean-Paul", "de La Tour", "sculpteur",
    )  # fmt: skip
    assert "prénom, une espace, puis le nom" in prune.error
    assert "n’est pas une adresse" in ali.error
    assert "prénom et le nom" in nobody.error
    assert again.already
    assert [line.number for line in (nadia, jean, again)] == [1, 3, 7]
    assert remaining_text([nadia, prune, ali]) == "Prune\nAli Benali, pas-une-adresse@"


def test_a_pasted_member_already_there_is_not_added(team, owner):
    (line,) = read_pasted(team, f"Autre Nom, , {owner.email}")
    assert line.already
    assert not line.to_add


def test_the_same_address_for_two_names_is_an_error(team):
    _, second = read_pasted(team, "Ali Benali, , a@ex.test\nBo Li, , a@ex.test")
    assert "déjà celle d’une autre ligne" in second.error


def test_an_address_of_another_team_adds_that_person(team, owner, stranger):
    Person.objects.filter(pk=stranger.pk).update(email="celian@exemple.test")
    (line,) = read_pasted(team, "Autre Nom, , celian@exemple.test")
    assert line.to_add
    added = add_members(actor=owner, team=team, new=[NewMember("A", "B", email=line.email)])
    assert added[0].person == stranger


def test_adding_an_address_to_a_member_known_by_name_only(owner, team):
    nameless = PersonFactory(first_name="Ali", last_name="Benali", email=None)
    TeamMembershipFactory(team=team, person=nameless)
    add_member(
        actor=owner, team=team, first_name="Ali", last_name="Benali", email="ali@ex.test",
        role="LEADER", now=NOW,
    )  # fmt: skip
    nameless.refresh_from_db()
    assert nameless.email == "ali@ex.test"
