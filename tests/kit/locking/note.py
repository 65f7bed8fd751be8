"""A versioned row of the tests' own: its table lives as long as the test."""

from django import forms
from django.db import models

from msp_portal.kit.locking import VersionedModel
from msp_portal.kit.locking.forms import VersionedFormMixin


class Note(VersionedModel):
    title = models.CharField("titre", max_length=80, blank=True)
    text = models.TextField("texte", blank=True)
    public = models.BooleanField("publiée", default=False)
    tone = models.CharField(
        "ton", max_length=1, choices=[("d", "doux"), ("f", "ferme"), ("n", "neutre")], default="d"
    )
    updated_at = models.DateTimeField("modifiée", auto_now=True)

    class Meta:
        app_label = "locking_tests"

    def __str__(self) -> str:
        return self.title


class NoteForm(VersionedFormMixin, forms.ModelForm):
    class Meta:
        model = Note
        fields = ["title", "text", "public", "tone"]
