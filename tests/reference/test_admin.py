"""The lists in the administration."""

from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.test import RequestFactory

from msp_portal.reference import models as lists
from msp_portal.reference.admin import ReferenceAdmin
from msp_portal.reference.loading import load_reference

pytestmark = pytest.mark.django_db

ALL = [m for m in lists.__all__ if m not in {"ReferenceList", "SchoolZone", "Source"}]


@pytest.mark.parametrize("name", ALL)
def test_every_list_is_there_and_nothing_can_be_deleted(name):
    model_admin = admin.site._registry[getattr(lists, name)]
    assert isinstance(model_admin, ReferenceAdmin)
    assert not model_admin.has_delete_permission(RequestFactory().get("/"))


def save(theme, data):
    model_admin = admin.site._registry[lists.Theme]
    request = RequestFactory().post("/")
    request.user = SimpleNamespace(has_perm=lambda _permission: True)
    form = model_admin.get_form(request, theme)(data, instance=theme)
    assert form.is_valid(), form.errors
    model_admin.save_model(request, form.save(commit=False), form, change=True)


def fields_of(theme, **changes):
    return {
        "label": theme.label, "description": theme.description, "position": theme.position,
        "active": theme.active, "source": theme.source, "parent": theme.parent_id or "",
        "edited_here": theme.edited_here, **changes,
    }  # fmt: skip


def test_a_correction_survives_the_next_loading_until_it_is_given_back():
    theme = lists.Theme.objects.get(code="SOMMEIL")
    save(theme, fields_of(theme, label="Sommeil et rythmes"))
    load_reference(communes=False)
    theme.refresh_from_db()
    assert (theme.label, theme.edited_here) == ("Sommeil et rythmes", True)

    save(theme, fields_of(theme, edited_here=""))
    load_reference(communes=False)
    theme.refresh_from_db()
    assert (theme.label, theme.edited_here) == ("Sommeil", False)


def test_the_code_of_an_existing_row_cannot_be_typed_over():
    theme = lists.Theme.objects.get(code="SOMMEIL")
    model_admin = admin.site._registry[lists.Theme]
    request = RequestFactory().get("/")
    assert model_admin.get_readonly_fields(request, theme) == ("code",)
    assert model_admin.get_readonly_fields(request) == ()
