"""The diagnostic: data with source and year, needs expressed, what exists; then the priorities."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from msp_portal.kit.locking import VersionedModel
from projects.models.partners import Partner
from projects.models.projects import Project, ProjectOwnedModel


class DiagnosticItem(VersionedModel, ProjectOwnedModel):
    """One line of the diagnostic. A datum without source and year is not a datum."""

    class Kind(models.TextChoices):
        DATA = "DONNEE", "Donnée"
        NEED = "BESOIN", "Besoin exprimé"
        EXISTING = "EXISTANT", "Ce qui existe déjà"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="diagnostic_items")
    kind = models.CharField("type", max_length=10, choices=Kind)
    text = models.TextField("en clair")
    place = models.CharField("lieu", max_length=120, blank=True)
    source = models.CharField("source", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("année", null=True, blank=True)
    url = models.URLField("adresse", blank=True)
    said_by = models.CharField(
        "exprimé par",
        max_length=160,
        blank=True,
        help_text="Un groupe, jamais le nom d’un patient.",
    )
    position = models.PositiveSmallIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "élément du diagnostic"
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="DONNEE") | (~Q(source="") & Q(year__isnull=False)),
                name="diagnostic_datum_has_source_and_year",
                violation_error_message="Une donnée s’accompagne de sa source et de son année.",
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__range=(1980, 2100)), name="diagnostic_year"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class PartnerOpinion(ProjectOwnedModel):
    """What a partner, organisation or person, answered by link: needs, offers, opinion."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partner_opinions")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="opinions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    need = models.TextField("ce qui manque, à votre avis", blank=True)
    offer = models.TextField("ce que vous pouvez apporter", blank=True)
    opinion = models.TextField("votre avis sur l’idée", blank=True)
    wants_news = models.BooleanField("souhaite savoir ce qu’il en est advenu", default=True)
    answered_at = models.DateTimeField("répondu le")

    named_with = ("partner",)

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "avis d’un partenaire"
        ordering = ["answered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "person"], name="partner_opinion_once"),
        ]

    def __str__(self) -> str:
        return f"Avis de {self.partner}"


class Priority(VersionedModel, ProjectOwnedModel):
    """A problem weighed by the usual five criteria (0 to 3 each); the team chooses, not the sum."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="priorities")
    label = models.CharField("problème", max_length=200)
    importance = models.PositiveSmallIntegerField("fréquence", null=True, blank=True)
    severity = models.PositiveSmallIntegerField("gravité", null=True, blank=True)
    avoidability = models.PositiveSmallIntegerField("évitabilité", null=True, blank=True)
    feasibility = models.PositiveSmallIntegerField("faisabilité", null=True, blank=True)
    adhesion = models.PositiveSmallIntegerField("adhésion", null=True, blank=True)
    chosen = models.BooleanField("retenue", default=False)
    reason = models.TextField("pourquoi", blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "priorité"
        ordering = ["-chosen", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(importance__isnull=True) | Q(importance__lte=3))
                & (Q(severity__isnull=True) | Q(severity__lte=3))
                & (Q(avoidability__isnull=True) | Q(avoidability__lte=3))
                & (Q(feasibility__isnull=True) | Q(feasibility__lte=3))
                & (Q(adhesion__isnull=True) | Q(adhesion__lte=3)),
                name="priority_criteria_0_3",
            ),
        ]

    def __str__(self) -> str:
        return self.label
