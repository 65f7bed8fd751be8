"""« Partir d’un modèle »: the team, the day, and what one takes."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from coordination.models import Team
from coordination.queries.scopes import Standing
from msp_portal.kit import clock
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.french import count, number
from projects.forms.project_fields import DayInput
from projects.services.plan_backward import PAST
from projects.starters import Starter
from projects.starters.picked import Picked, Ticks, pick, ticks_of
from projects.starters.words import delay


class Group(NamedTuple):
    """One part of the starter on the form: taken or not, and which lines of it."""

    name: str
    title: str
    told: str
    lines: tuple[tuple[str, str], ...]


class StarterForm(SafeTextFormMixin, forms.Form):
    """The team, a title, a date if it is known; everything usual comes ticked."""

    team = forms.ModelChoiceField(
        label="Équipe", queryset=Team.objects.none(), empty_label="Choisissez l’équipe"
    )
    title = forms.CharField(
        label="Titre", max_length=200, help_text="Avec vos mots : vous pourrez le changer."
    )
    anchor = forms.DateField(
        label="Date de l’action",
        required=False,
        widget=DayInput(),
        help_text="Même provisoire : les tâches se placent autour, hors week-ends, jours fériés et "
        "vacances. Vide, vous daterez plus tard.",
        error_messages={"invalid": "Cette date n’existe pas."},
    )
    carries = forms.BooleanField(
        label="Je porte ce projet",
        required=False,
        help_text="Toute profession peut porter un projet. Vous pourrez passer la main.",
    )

    def __init__(self, *args: Any, starter: Starter, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starter = starter
        self.fields["title"].initial = starter.title
        self._offer_teams(standing)
        ticked = ticks_of(starter)
        self.groups = tuple(_groups(starter))
        for group in self.groups:
            self.fields[f"take-{group.name}"] = forms.BooleanField(
                label=group.title, required=False, initial=True
            )
            self.fields[group.name] = forms.MultipleChoiceField(
                label=group.title,
                required=False,
                choices=group.lines,
                initial=sorted(getattr(ticked, group.name)),
                widget=forms.CheckboxSelectMultiple,
            )

    def _offer_teams(self, standing: Standing) -> None:
        teams = [team.pk for team in standing.teams]
        field = self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = Team.objects.filter(pk__in=teams)
        self.has_one_team = len(teams) == 1
        if self.has_one_team:
            field.initial = teams[0]
            field.widget = forms.HiddenInput()
        # Who does not coordinate edits what she carries: her yes is offered, never assumed.
        self.fields["carries"].initial = not any(standing.coordinates(pk) for pk in teams)

    def clean_anchor(self) -> date | None:
        """A plan is made for a day to come."""
        day: date | None = self.cleaned_data["anchor"]
        if day is not None and day < clock.today():
            raise ValidationError(PAST)
        return day

    def picked(self) -> Picked:
        """What was ticked: a part left out counts for none of its lines."""
        typed = self.cleaned_data
        return pick(
            self.starter,
            Ticks(
                **{
                    group.name: frozenset(typed[group.name] if typed[f"take-{group.name}"] else ())
                    for group in self.groups
                }
            ),
        )

    def parts(self) -> list[tuple[Group, forms.BoundField, forms.BoundField]]:
        """Each group with its two fields, for the page."""
        return [(group, self[f"take-{group.name}"], self[group.name]) for group in self.groups]


def _groups(starter: Starter) -> Iterator[Group]:
    yield Group(
        "objectives",
        "Les objectifs",
        f"{count(len(starter.objectives), 'objectif')}, à compléter",
        tuple((one.key, one.text) for one in starter.objectives),
    )
    yield Group(
        "indicators",
        "Les chiffres à suivre",
        f"{count(len(starter.indicators), 'chiffre')}, sans cible",
        tuple((one.name, one.name) for one in starter.indicators),
    )
    yield Group(
        "actions",
        "Les actions",
        f"{count(len(starter.actions), 'action')} avec le public",
        tuple((one.key, f"{one.label} ({delay(one.before)})") for one in starter.actions),
    )
    yield Group(
        "tasks",
        "Les tâches",
        f"{count(len(starter.tasks), 'tâche')}, confiées à personne",
        tuple((one.key, f"{one.label} ({delay(one.before)})") for one in starter.tasks),
    )
    yield Group(
        "micro_roles",
        "Les coups de main",
        f"{count(starter.places_offered, 'place')} à proposer",
        tuple(
            (one.key, f"{one.label} · {one.size} · {count(one.places, 'place')}")
            for one in starter.micro_roles
        ),
    )
    yield Group(
        "partners",
        "Les partenaires à chercher",
        count(len(starter.partners), "partenaire"),
        tuple((one.name, one.name) for one in starter.partners),
    )
    yield Group(
        "costs",
        "Les lignes de budget",
        f"{count(len(starter.costs), 'ligne')}, sans montant",
        tuple(
            (one.account, f"{one.account} · {one.label} ({number(one.low)} à {number(one.high)} €)")
            for one in starter.costs
        ),
    )
