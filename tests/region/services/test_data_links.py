"""Giving and closing reading links: to whom, at which address, told to whom."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from msp_portal.kit import clock
from msp_portal.kit.models import Event, Mail
from msp_portal.region.services.data_links import close_link, give_link
from tests.factories import OrganisationFactory, OrganisationMembershipFactory, PersonFactory
from tests.region.region import ars

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    person = PersonFactory(email="mission@federation.test", account=True)
    OrganisationMembershipFactory(person=person, organisation=OrganisationFactory())
    return person


def give(officer, organisation, address="ref@ars.test", given_to="Référente"):
    return give_link(actor=officer, organisation=organisation, given_to=given_to, address=address)


def test_the_act_is_told_with_its_mail(officer):
    agency = ars()
    link = give(officer, agency)
    assert (link.about, link.label, link.person, link.issued_by) == (
        agency, "Référente", None, officer,
    )  # fmt: skip
    assert Mail.objects.get().to_address == "ref@ars.test"
    assert Event.unscoped.get().verb == "data_link.given"


def test_giving_it_again_keeps_the_same_link_and_mails_it_once_more(officer):
    agency = ars()
    first = give(officer, agency)
    again = give_link(
        actor=officer,
        organisation=agency,
        given_to="Référente",
        address="ref@ars.test",
        now=clock.now() + timedelta(days=3),
    )
    assert again.pk == first.pk
    assert again.expires_at > first.expires_at
    assert Mail.objects.count() == 2


def test_the_address_must_be_of_the_organisation_when_its_own_is_known(officer):
    agency = ars()
    agency.contact_email = "contact@ars.test"
    agency.save()
    with pytest.raises(ValidationError, match=r"@ars\.test"):
        give(officer, agency, "ref@ailleurs.test")
    assert give(officer, agency, "Ref@ARS.test")


def test_nobody_of_a_federation_receives_it(officer):
    with pytest.raises(ValidationError, match="fédération"):
        give(officer, ars(), officer.email)


def test_it_is_for_the_ars_and_the_cpam_only(officer):
    with pytest.raises(ValidationError, match="ARS ou à une CPAM"):
        give(officer, OrganisationFactory(kind="SUPPORT"))


def test_one_says_for_whom(officer):
    with pytest.raises(ValidationError, match="à qui"):
        give(officer, ars(), given_to="  ")


def test_closing_is_told_once(officer):
    link = give(officer, ars())
    close_link(actor=officer, link=link)
    close_link(actor=officer, link=link)
    assert link.revoked_at is not None
    assert Event.unscoped.filter(verb="data_link.closed").count() == 1
