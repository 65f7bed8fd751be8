"""The directory of organisations: who adds one, who keeps its page, who comes in first."""

import pytest
from django.test import Client
from django.urls import reverse

from coordination.models import Invitation, Organisation
from msp_portal.kit.models import Event
from msp_portal.reference.models import Department, Region
from tests.factories import OrganisationFactory, OrganisationMembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db
NEW = reverse("coordination:organisation_new")


@pytest.fixture
def administrator(as_person) -> Client:
    return as_person(PersonFactory(account=True, is_staff=True, is_superuser=True))


@pytest.fixture
def federation() -> Organisation:
    return OrganisationFactory(kind=Organisation.Kind.FEDERATION, name="Fédération d’ici")


@pytest.fixture
def officer(federation, as_person) -> Client:
    return as_person(OrganisationMembershipFactory(organisation=federation).person)


def typed(region: Region, **more: object) -> dict[str, object]:
    return {
        "name": "Promotion Santé d’ici", "kind": "SUPPORT", "region": region.pk,
        "departments": [], "themes": [], "role": "Aide les équipes à évaluer.",
        "helps_with": "", "mandated_by": "", "website": "promotion.example.org",
        "contact_email": "", **more,
    }  # fmt: skip


def test_on_an_empty_portal_an_administrator_brings_in_a_federation_and_its_first_person(
    administrator,
) -> None:
    region = Region.objects.get(name="Bretagne")
    answer = administrator.post(NEW, typed(region, name="Fédération neuve", kind="FEDERATION"))
    made = Organisation.objects.get(name="Fédération neuve")
    invite = reverse("coordination:org_invite", args=[made.pk])
    assert answer["Location"] == invite
    page = administrator.get(invite)
    role = page.context["form"].fields["role"].choices[0][0]
    administrator.post(
        invite,
        {
            "email": "premiere@example.org",
            "first_name": "Ana",
            "last_name": "Le Bihan",
            "role": role,
        },
    )
    assert Invitation.objects.get().organisation == made


def test_a_federation_adds_those_of_its_region_only_and_never_a_federation(
    officer, federation
) -> None:
    elsewhere = Region.objects.exclude(pk=federation.region_id).first()
    assert elsewhere is not None
    assert officer.post(NEW, typed(elsewhere)).status_code == 200
    assert officer.post(NEW, typed(federation.region, kind="FEDERATION")).status_code == 200
    assert not Organisation.objects.filter(name="Promotion Santé d’ici").exists()
    officer.post(NEW, typed(federation.region))
    made = Organisation.objects.get(name="Promotion Santé d’ici")
    assert made.region == federation.region
    assert made.website == "https://promotion.example.org"
    assert Event.unscoped.filter(verb="organisation.added").count() == 1


def test_the_same_organisation_is_not_added_twice_and_what_was_typed_stays(
    officer, federation
) -> None:
    officer.post(NEW, typed(federation.region))
    again = officer.post(NEW, typed(federation.region, name="promotion santé d’ICI"))
    page = again.content.decode()
    assert "déjà dans la liste" in page
    assert "Aide les équipes à évaluer." in page


def test_its_page_is_kept_by_its_own_staff_who_do_not_change_what_it_is(
    federation, as_person
) -> None:
    support = OrganisationFactory(
        kind=Organisation.Kind.SUPPORT, region=federation.region, name="Appui"
    )
    client = as_person(OrganisationMembershipFactory(organisation=support).person)
    address = reverse("coordination:organisation_edit", args=[support.pk])
    department = Department.objects.filter(region=federation.region).first()
    assert department is not None
    client.post(
        address,
        typed(
            federation.region, name="Appui", kind="ARS", departments=[department.pk],
            helps_with="Former au repérage",
        ),
    )  # fmt: skip
    support.refresh_from_db()
    assert support.kind == Organisation.Kind.SUPPORT
    assert list(support.departments.all()) == [department]
    assert support.helps_with == "Former au repérage"
    before = Event.unscoped.count()
    client.post(
        address,
        typed(
            federation.region, name="Appui", departments=[department.pk],
            helps_with="Former au repérage",
        ),
    )  # fmt: skip
    assert Event.unscoped.count() == before


def test_a_federation_keeps_no_page_of_another_federation(officer) -> None:
    other = OrganisationFactory(kind=Organisation.Kind.FEDERATION, name="Ailleurs")
    address = reverse("coordination:organisation_edit", args=[other.pk])
    assert officer.get(address).status_code == 403
