"""/styleguide: every component in every state, for those who build pages and those who check them.

The examples are invented and say so; the form at the foot really refuses, so that one sees what
becomes of the typed text.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from msp_portal.kit import clock
from msp_portal.kit.life_line import KEYS, LifeLine, NextDate

PALETTE = (
    ("paper", "Papier"), ("paper-2", "Papier, second plan"), ("sheet", "Feuille des champs"),
    ("ink", "Encre"), ("ink-2", "Encre légère"), ("deep", "Couleur du portail"),
    ("turn", "À vous de jouer"), ("error", "Erreur"),
)  # fmt: skip
TONES = (
    ("À préparer", "neutral"), ("Brouillon", "draft"), ("En cours", "going"), ("Fait", "done"),
    ("En attente de réponse", "waiting"), ("En pause", "stopped"), ("À vous de jouer", "turn"),
    ("NON déposé", "error"),
)  # fmt: skip
TEAM_NAMES = (
    "MSP du Canal", "MSP des Trois Rivières", "MSP du Menhir", "MSP de la Lande",
    "MSP des Dunes", "MSP du Bocage", "MSP de l’Estuaire", "CPTS du Pays d’Iroise",
    "MSP des Monts", "MSP de la Baie", "MSP du Blavet", "MSP de l’Argoat",
)  # fmt: skip


class ExampleForm(forms.Form):
    """One field of each kind, with why it is asked and who reads it."""

    title = forms.CharField(label="Titre du projet", max_length=60)
    goal = forms.CharField(
        label="Ce que vous voulez changer",
        widget=forms.Textarea(attrs={"rows": 4, "data-max": "300"}),
        help_text="Deux ou trois phrases suffisent.",
    )
    people = forms.IntegerField(label="Personnes attendues", min_value=0, required=False)
    day = forms.DateField(
        label="Date de l’action", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    theme = forms.ChoiceField(
        label="Thème principal",
        choices=[("", "Choisir…"), ("tabac", "Tabac"), ("ecrans", "Écrans")],
    )
    publics = forms.MultipleChoiceField(
        label="Publics",
        choices=[("parents", "Parents"), ("ados", "Adolescents"), ("seniors", "Plus de 65 ans")],
        widget=forms.CheckboxSelectMultiple,
    )
    level = forms.ChoiceField(
        label="Pour qui ?",
        choices=[("patients", "Nos patients"), ("population", "Tout le territoire")],
        widget=forms.RadioSelect,
        required=False,
    )
    agreed = forms.BooleanField(label="J’ai présenté le projet à toute l’équipe", required=False)

    def clean_title(self) -> str:
        """Always refuses the word « projet » alone: a title that says nothing."""
        title: str = self.cleaned_data["title"]
        if title.strip().lower() == "projet":
            raise forms.ValidationError("Dites en quelques mots de quoi il s’agit.")
        return title


def example_lines(today: date) -> list[tuple[str, LifeLine]]:
    """The ligne de vie at each station and in each pace."""
    soon = (
        NextDate(today + timedelta(days=8), "dépôt du dossier auprès de l’ARS", time(12, 30), "#"),
        NextDate(today + timedelta(days=23), "réunion avec les écoles"),
        NextDate(today + timedelta(days=60), "matin sans écrans"),
    )
    spans: dict[str, tuple[date | None, date | None]] = {
        key: (today + timedelta(days=75 * (i - 3)), today + timedelta(days=75 * (i - 2) - 5))
        for i, key in enumerate(KEYS)
    }
    note = "les écoles ont dit oui, il reste la date à fixer"
    return [
        (
            "Grandir avec les écrans",
            LifeLine("action", 72, spans=spans, next_dates=soon, note=note, placed_by="Léa Martin",
                     placed_on=today - timedelta(days=3)),
        ),
        ("Bouger après 60 ans", LifeLine("besoin", 20)),
        ("Mois sans tabac", LifeLine("financement", 50, next_dates=soon[:1], your_turn=True)),
        ("Santé\u00a0! Prévention alcool", LifeLine("bilan", 30, pace="pause")),
        ("Un mois sans écran", LifeLine("equipe")),
        ("Dépistage du diabète", LifeLine("partage", 100, pace="fini")),
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show everything; posting shows the form's errors with the typed text kept."""
    form = ExampleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        messages.success(
            request, "Enregistré. Rien n’est gardé : cette page montre les composants."
        )
    today = clock.today()
    closes = datetime.combine(
        today + timedelta(days=8), time(12, 30), timezone.get_current_timezone()
    )
    context: dict[str, Any] = {
        "form": form,
        "palette": PALETTE,
        "tones": TONES,
        "teams": [{"name": name, "colour": rank} for rank, name in enumerate(TEAM_NAMES)],
        "lines": example_lines(today),
        "closes_at": closes,
        "page": Paginator(range(480), 50).get_page(request.GET.get("page")),
        "today": today,
        "tabs": [
            {"name": "Le projet", "url": "#onglets", "current": True},
            {"name": "L'équipe", "url": "#onglets-2", "current": False},
            {"name": "Les chiffres", "url": "#onglets-3", "current": False},
        ],
        "rows": [
            ("Achats", 1250, "ARS", date(today.year, 3, 12)),
            ("Temps des professionnels", 4800, "ACI", date(today.year, 10, 1)),
            ("Théâtre-forum", 980.5, "Commune", date(today.year, 11, 22)),
        ],
        "total": 7030.5,
    }
    status = 422 if form.errors else 200
    return render(request, "styleguide/index.html", context, status=status)


@require_http_methods(["GET", "HEAD"])
def styleguide_participant(request: HttpRequest) -> HttpResponse:
    """The page a professional opens from a mail, without account nor script."""
    return render(
        request,
        "styleguide/participant.html",
        {"today": clock.today(), "day": clock.today() + timedelta(days=15)},
    )
