"""A partner's opinion: asked once, given without an account, answered with news."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from coordination.models import Ask, Person
from msp_portal.kit import clock
from msp_portal.kit.models import Mail
from projects.models import Partner, PartnerNews, PartnerOpinion, Project
from projects.services.opinions import (
    ask_opinion,
    record_opinion,
    take_back_opinion,
    tell_news,
)
from projects.services.partners import ContactSaid, remove_partner, save_partner
from tests.factories import PartnerFactory, PartnerOpinionFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(project: Project) -> Partner:
    return PartnerFactory(project=project, name="Collège", contact=PersonFactory())


def test_asked_twice_is_one_mail(partner: Partner, owner: Person) -> None:
    first = ask_opinion(actor=owner, partner=partner)
    assert ask_opinion(actor=owner, partner=partner) == first
    assert Mail.objects.filter(kind="projects.opinion_asked").count() == 1


def test_nobody_to_write_to_is_said(project: Project, owner: Person) -> None:
    with pytest.raises(ValidationError, match="à qui écrire"):
        ask_opinion(actor=owner, partner=PartnerFactory(project=project))


def test_an_answer_ends_the_asking_and_may_be_changed(partner: Partner, owner: Person) -> None:
    ask = ask_opinion(actor=owner, partner=partner)
    person = partner.contact
    record_opinion(actor=person, partner=partner, person=person, need="Un lieu.")
    record_opinion(actor=person, partner=partner, person=person, need="Deux lieux.")
    ask.refresh_from_db()
    assert not ask.waits
    assert PartnerOpinion.unscoped.get(partner=partner).need == "Deux lieux."


def test_an_empty_answer_is_no_answer(partner: Partner) -> None:
    person = partner.contact
    with pytest.raises(ValidationError, match="au moins une réponse"):
        record_opinion(actor=person, partner=partner, person=person, need="  ")


def test_taken_back_it_is_silence_again(partner: Partner, owner: Person) -> None:
    ask = ask_opinion(actor=owner, partner=partner)
    person = partner.contact
    given = record_opinion(actor=person, partner=partner, person=person, offer="Une salle.")
    take_back_opinion(actor=person, opinion=given)
    ask.refresh_from_db()
    assert ask.waits
    assert not PartnerOpinion.unscoped.filter(partner=partner).exists()


def test_after_thirty_days_it_stays(partner: Partner) -> None:
    person = partner.contact
    given = record_opinion(actor=person, partner=partner, person=person, offer="Une salle.")
    late = clock.now() + timedelta(days=31)
    with pytest.raises(ValidationError, match="trente jours"):
        take_back_opinion(actor=person, opinion=given, now=late)


def test_news_go_once_to_those_who_want_them(project: Project, owner: Person) -> None:
    curious, indifferent = PersonFactory(), PersonFactory()
    PartnerOpinionFactory(partner=PartnerFactory(project=project), person=curious)
    PartnerOpinionFactory(partner=PartnerFactory(project=project), person=curious)
    PartnerOpinionFactory(
        partner=PartnerFactory(project=project), person=indifferent, wants_news=False
    )
    news = tell_news(actor=owner, project=project, text="Le lieu est trouvé.")
    assert news.told_to == 1
    assert Mail.objects.get(kind="projects.opinion_news").recipient == curious


def test_news_without_anybody_to_hear_them_are_refused(project: Project, owner: Person) -> None:
    with pytest.raises(ValidationError):
        tell_news(actor=owner, project=project, text="Le lieu est trouvé.")
    assert not PartnerNews.unscoped.filter(project=project).exists()


def test_a_known_address_is_the_same_person_under_her_own_name(
    project: Project, owner: Person
) -> None:
    known = PersonFactory(first_name="Nora", email="nora@exemple.test")
    saved = save_partner(
        actor=owner,
        project=project,
        changes={"name": "Mairie"},
        contact=ContactSaid("Norah", "Autre", "maire", "NORA@exemple.test"),
    )
    assert saved.contact == known
    known.refresh_from_db()
    assert known.first_name == "Nora"


def test_a_contact_without_account_cannot_sign_in(project: Project, owner: Person) -> None:
    saved = save_partner(
        actor=owner,
        project=project,
        changes={"name": "Mairie"},
        contact=ContactSaid(function="adjointe à la santé"),
    )
    assert (saved.contact.email, saved.contact.can_sign_in) == (None, False)


def test_one_name_once_in_a_project(project: Project, owner: Person, partner: Partner) -> None:
    with pytest.raises(ValidationError, match="déjà un partenaire"):
        save_partner(actor=owner, project=project, changes={"name": "collège"})


def test_another_contact_closes_what_was_asked_of_the_first(
    partner: Partner, project: Project, owner: Person
) -> None:
    ask = ask_opinion(actor=owner, partner=partner)
    save_partner(
        actor=owner,
        project=project,
        partner=partner,
        expected_version=1,
        changes={},
        contact=ContactSaid("Yann", "Le Bras", "", "yann@exemple.test"),
    )
    ask.refresh_from_db()
    assert not ask.waits


def test_a_partner_taken_out_is_not_written_to_any_more(partner: Partner, owner: Person) -> None:
    ask = ask_opinion(actor=owner, partner=partner)
    remove_partner(actor=owner, partner=partner)
    assert not Ask.unscoped.get(pk=ask.pk).waits
