"""Indicators and dated facts. A fact is the only home of a number; everything else is computed."""

import re
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from msp_portal.kit.french import number
from msp_portal.kit.locking import VersionedModel
from projects.models.objectives import Objective
from projects.models.projects import Project, ProjectOwnedModel

STATE_UNITS = re.compile(
    r"%|/\s*\d|\b(note|notes|score|scores|taux|moyenne|points? sur)\b", re.IGNORECASE
)
DEFAULT_UNITS = {
    "PASSAGES": "passages",
    "PERSONNES": "personnes",
    "SEANCES": "séances",
    "PROFESSIONNELS": "professionnels",
}


class Indicator(VersionedModel, ProjectOwnedModel):
    """What is counted or observed, with a baseline and a target, both optional."""

    class Kind(models.TextChoices):
        PROCESS = "PROCESSUS", "Indicateur de processus"
        ACTIVITY = "ACTIVITE", "Indicateur d’activité"
        RESULT = "RESULTAT", "Indicateur de résultat"
        IMPACT = "IMPACT", "Indicateur d’impact"

    class Counts(models.TextChoices):
        """What the number is about: it decides totals and masking (docs/DECISIONS.md 5 and 10)."""

        PASSAGES = "PASSAGES", "Passages (une personne peut compter plusieurs fois)"
        PEOPLE = "PERSONNES", "Personnes différentes (déclarées)"
        SESSIONS = "SEANCES", "Séances"
        PROFESSIONALS = "PROFESSIONNELS", "Professionnels"
        OTHER = "AUTRE", "Autre chose"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="indicators")
    objective = models.ForeignKey(
        Objective,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="indicators",
        verbose_name="objectif",
    )
    name = models.CharField("nom", max_length=160)
    card_key = models.CharField("fiche d’indicateur", max_length=60, blank=True)
    kind = models.CharField("type", max_length=10, choices=Kind, default=Kind.ACTIVITY)
    counts = models.CharField("compte", max_length=16, choices=Counts, default=Counts.OTHER)
    unit = models.CharField("unité", max_length=40, blank=True)
    baseline = models.DecimalField(
        "point de départ", max_digits=12, decimal_places=2, null=True, blank=True
    )
    baseline_note = models.CharField("source du point de départ", max_length=200, blank=True)
    target = models.DecimalField("cible", max_digits=12, decimal_places=2, null=True, blank=True)
    how = models.CharField("comment on le recueille", max_length=240, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "indicateur"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="indicator_has_name"),
            models.CheckConstraint(
                condition=(Q(baseline__isnull=True) | Q(baseline__gte=0))
                & (Q(target__isnull=True) | Q(target__gte=0)),
                name="indicator_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def counts_the_public(self) -> bool:
        """Whether its values are numbers of people of the public, masked outside the team."""
        return self.counts in {self.Counts.PASSAGES, self.Counts.PEOPLE}

    @property
    def adds_up(self) -> bool:
        """Whether its values are summed over a period; otherwise the last one holds.

        Professionals, percentages and scores are states: « 11 au départ » and « 9 après deux
        départs » are not 20 (DECISIONS 10 for the people of the public).
        """
        if self.counts == self.Counts.PROFESSIONALS:
            return False
        if self.counts == self.Counts.OTHER:
            return not STATE_UNITS.search(f"{self.unit} {self.name}")
        return True

    @property
    def takes_whole_numbers(self) -> bool:
        """Whether half a unit makes no sense: people, sessions."""
        return self.counts != self.Counts.OTHER

    def in_unit(self, value: Decimal) -> str:
        """« 1 séance », « 214 passages », « 80 % »: a value with the unit of this indicator."""
        unit = self.unit or DEFAULT_UNITS.get(self.counts, "")
        if abs(value) < 2:
            first, space, rest = unit.partition(" ")
            short = first[:-1] if first.endswith("s") and len(first) > 3 else first
            unit = f"{short}{space}{rest}"
        return f"{number(value)}\u00a0{unit}" if unit else number(value)


class Fact(ProjectOwnedModel):
    """One value, at one date. A correction is a new row that points to the one it replaces.

    ``value`` is empty only when the fact says « non mesuré », which is a result, not a gap.
    """

    class Gender(models.TextChoices):
        WOMEN = "FEMMES", "Femmes"
        MEN = "HOMMES", "Hommes"
        MIXED = "MIXTE", "Mixte"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="facts")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="facts")
    date = models.DateField("date")
    value = models.DecimalField("valeur", max_digits=12, decimal_places=2, null=True, blank=True)
    not_measured = models.BooleanField("non mesuré", default=False)
    label = models.CharField("à l’occasion de", max_length=160, blank=True)
    age_band = models.ForeignKey(
        "reference.AgeBand",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="tranche d’âge",
    )
    gender = models.CharField("genre", max_length=8, choices=Gender, blank=True)
    commune = models.ForeignKey(
        "reference.Commune",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="commune",
    )
    place = models.CharField("lieu", max_length=120, blank=True)
    source = models.CharField("source", max_length=160, blank=True)
    recorded_at = models.DateTimeField("noté le")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    client_uuid = models.UUIDField("identifiant de saisie", unique=True)
    request = models.ForeignKey(
        "projects.FigureRequest",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="facts",
        verbose_name="demande à laquelle il répond",
    )
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="personne à qui il était demandé",
    )
    replaces = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
        verbose_name="corrige",
    )
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)
    correction_reason = models.CharField("raison de la correction", max_length=200, blank=True)
    illustration = models.BooleanField("illustration", default=False)

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "fait daté"
        verbose_name_plural = "faits datés"
        ordering = ["date", "pk"]
        indexes = [
            models.Index(fields=["indicator", "date"]),
            models.Index(fields=["project", "date"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, not_measured=False)
                | Q(value__isnull=True, not_measured=True),
                name="fact_value_or_not_measured",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0), name="fact_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
                name="fact_not_own_correction",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(correction_reason=""),
                name="fact_correction_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(asked_of__isnull=True) | Q(request__isnull=False),
                name="fact_asked_of_within_a_request",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.indicator} : {'non mesuré' if self.not_measured else self.value} ({self.date})"
        )

    @staticmethod
    def current() -> Q:
        """Filter: facts that stand today, neither corrected nor withdrawn."""
        return Q(replaced_by__isnull=True, withdrawn_at__isnull=True)
