"""Every form in which people write freely watches for patients' identities; the others say why."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from django import forms

from msp_portal.kit.forms.safe_text import SafeTextFormMixin

ROOMS = ("coordination", "projects", "funding", "capitalisation", "msp_portal.region")
# Forms that hold the names of professionals, teams and organisations, and nothing told freely.
NAMES_OF_OUR_OWN = {
    "PasteForm",  # the list of a team's members
    "InviteToTeamForm",
    "InviteToOrganisationForm",
    "NewTeamForm",
    "TeamForm",
    "SiteForm",
    "BearingStructureForm",  # its legal representative is named on the Cerfa
    "DataLinkForm",  # who is given the link
    "ShortCallForm",  # the title of a call and its funder, before the call's own form
    "GrantForm",  # the reference of an agreement
    "DirectoryForm",  # a search: nothing is kept
}


def form_classes() -> Iterator[type[forms.BaseForm]]:
    """The forms of the rooms."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            if ".forms" in module.name:
                importlib.import_module(module.name)
    waiting = [forms.BaseForm]
    while waiting:
        found = waiting.pop()
        waiting += found.__subclasses__()
        if found.__module__.startswith(ROOMS) and ".forms" in found.__module__:
            yield found


def free_fields(form: type[forms.BaseForm]) -> list[str]:
    fields = getattr(form, "base_fields", {})
    return [
        name
        for name, field in fields.items()
        if type(field) is forms.CharField and not isinstance(field.widget, forms.HiddenInput)
    ]


def test_every_form_with_free_text_watches_for_patients() -> None:
    found = list(form_classes())
    assert len(found) > 40, "the forms were not found: nothing was checked"
    bare = {
        form.__name__
        for form in found
        if free_fields(form) and not issubclass(form, SafeTextFormMixin)
    }
    assert bare - NAMES_OF_OUR_OWN == set()
    assert NAMES_OF_OUR_OWN - bare == set(), "no longer needed in the list"


@pytest.mark.parametrize(
    "text",
    [
        "2 84 05 2A 123 456 78",
        "284052A12345678",
        "1 84 05 35 238 042 63",
        "M. Dupont né le 12/03/1956",
        "née le 12 mars 1956",
    ],
)
def test_what_names_a_patient_comes_back_with_the_text(text: str) -> None:
    from funding.forms.call_parts import QuestionForm

    form = QuestionForm({"label": "Public", "help_text": text})
    assert not form.is_valid()
    assert form["help_text"].value() == text
    assert form.errors["help_text"]
