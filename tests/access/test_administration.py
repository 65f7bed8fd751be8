"""Django's administration shows the reference lists to administrators, and nothing else."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from coordination.models import Person
from msp_portal.reference.models import Theme
from tests.access.world import World

pytestmark = pytest.mark.django_db


def test_only_reference_lists_are_shown() -> None:
    shown = {model._meta.app_label for model in admin.site._registry}
    assert shown == {"reference"}
    assert len(admin.site._registry) == len(list(apps.get_app_config("reference").get_models()))


def test_signing_in_is_the_portal_s_own() -> None:
    answer = Client().get(reverse("admin:reference_theme_changelist"))
    assert answer["Location"].startswith(reverse("account_login"))
    assert "theme" in answer["Location"]


def test_for_who_does_not_administer_it_does_not_exist(world: World) -> None:
    client = world.client_of("owner")
    assert client.get(reverse("admin:index"), follow=True).status_code == 404
    assert client.get(reverse("admin:login")).status_code == 404
    assert client.get(reverse("admin:reference_theme_changelist")).status_code == 404


def test_an_administrator_corrects_a_list_and_it_is_marked(world: World) -> None:
    client = world.client_of("admin")
    theme = Theme.objects.filter(parent=None).first()
    assert theme is not None
    address = reverse("admin:reference_theme_change", args=[theme.pk])
    page = client.get(address)
    form = page.context["adminform"].form
    typed = {name: form.initial.get(name) or "" for name in form.fields}
    answer = client.post(address, {**typed, "label": "Tabac et vapotage"})
    assert answer.status_code == 302
    theme.refresh_from_db()
    assert (theme.label, theme.edited_here) == ("Tabac et vapotage", True)


def test_without_a_second_factor_an_administrator_sees_no_list(client: Client) -> None:
    person = Person.objects.create_superuser(email="sans-code@example.org", password="x")
    client.force_login(person)
    answer = client.get(reverse("admin:index"))
    assert answer["Location"] == reverse("mfa_activate_totp")
