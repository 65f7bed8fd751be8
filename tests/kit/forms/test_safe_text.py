"""A form that refuses patient identities keeps what was typed and says what to do."""

import pytest
from django import forms

from msp_portal.kit.forms.safe_text import CONFIRM_FIELD, SafeTextFormMixin

NIR = "2 56 03 35 238 042"


class MinutesForm(SafeTextFormMixin, forms.Form):
    safe_text_exempt = ("contact",)

    title = forms.CharField(required=False)
    minutes = forms.CharField(widget=forms.Textarea, required=False)
    contact = forms.CharField(required=False)
    mail = forms.EmailField(required=False)
    people = forms.IntegerField(required=False)


def submitted(**data: str) -> MinutesForm:
    return MinutesForm(data)


@pytest.mark.parametrize("tick", ["", "on"])
@pytest.mark.parametrize(
    "text", [NIR, "INS 256033523804299", "le patient Jean Dupont", "née le 12/03/1956"]
)
def test_a_patient_identity_never_passes_even_with_the_tick(text: str, tick: str):
    form = submitted(minutes=text, **{CONFIRM_FIELD: tick})
    assert not form.is_valid()
    assert form.has_error("minutes", "patient_identity")
    assert form["minutes"].value() == text


def test_no_tick_is_offered_for_what_must_be_rewritten():
    form = submitted(minutes=NIR)
    form.is_valid()
    assert form.safe_text_confirmation is None
    (message,) = form.errors["minutes"]
    assert "numéro de sécurité sociale" in message
    assert "238" not in message


def test_a_doubt_comes_back_with_a_tick_and_passes_once_ticked():
    form = submitted(minutes="Appeler Mme Le Gall au 06 12 34 56 78")
    assert not form.is_valid()
    assert form.has_error("minutes", "maybe_identity")
    assert form["minutes"].value() == "Appeler Mme Le Gall au 06 12 34 56 78"
    assert "Ce texte ne parle d’aucun patient" in str(form.safe_text_confirmation.label)
    assert 'type="checkbox"' in str(form.safe_text_confirmation)

    form = submitted(minutes="Appeler Mme Le Gall au 06 12 34 56 78", **{CONFIRM_FIELD: "on"})
    assert form.is_valid()
    assert CONFIRM_FIELD not in form.cleaned_data
    assert form.cleaned_data["minutes"] == "Appeler Mme Le Gall au 06 12 34 56 78"


def test_the_tick_for_a_doubt_does_not_let_a_number_through_beside_it():
    form = submitted(minutes=f"Mme Le Gall, {NIR}", **{CONFIRM_FIELD: "on"})
    assert not form.is_valid()


def test_every_free_text_field_is_read():
    form = submitted(title="née le 12/03/1956", minutes=NIR)
    form.is_valid()
    assert set(form.errors) == {"title", "minutes"}


def test_ordinary_text_passes_without_a_tick():
    form = submitted(title="Octobre rose", minutes="Réunion avec Mme la maire.", people="80")
    assert form.is_valid()
    assert form.safe_text_confirmation is None


def test_fields_for_a_partner_and_for_addresses_are_left_alone():
    form = submitted(contact="Mme Le Gall, 06 12 34 56 78", mail="yves.kermarrec@orange.fr")
    assert form.is_valid()


def test_a_text_already_kept_is_not_doubted_again_but_a_number_in_it_still_is():
    kept = {"minutes": "Appeler Mme Le Gall"}
    assert MinutesForm({"minutes": "Appeler Mme Le Gall", "title": "x"}, initial=kept).is_valid()
    assert not MinutesForm({"minutes": NIR}, initial={"minutes": NIR}).is_valid()


def test_the_tick_works_in_a_form_with_a_prefix():
    form = MinutesForm({"a-minutes": "Mme Le Gall", f"a-{CONFIRM_FIELD}": "on"}, prefix="a")
    assert form.is_valid()


def test_many_findings_are_summed_up():
    form = submitted(minutes=" ; ".join(f"Mme {name}" for name in ("Aa", "Bb", "Cc", "Dd", "Ee")))
    form.is_valid()
    assert "Et 2 autres passages." in form.errors["minutes"][0]


def test_an_empty_form_asks_nothing():
    form = MinutesForm()
    assert CONFIRM_FIELD not in form.fields
