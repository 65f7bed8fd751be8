"""What the funder decided, and the money that follows."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from funding.models.applications import Application
from msp_portal.kit.scoping import Scope
from projects.models import Project, ProjectOwnedModel


def grants_of(scope: Scope) -> "models.QuerySet[Any]":
    """The keys of the grants ``scope`` may read. Money is read by the team that asked for it
    (DECISIONS 2), or by the project's teams when no application is known.

    One list of keys, not « one condition or the other »: PostgreSQL then reads these grants alone.
    """
    grants = Grant.unscoped.order_by().values("pk")  # unscoped: is the scope
    asked = grants.filter(application__team_id__in=scope.team_ids)
    unasked = grants.filter(ProjectOwnedModel.visible_to(scope), application__isnull=True)
    return asked.union(unasked)


class Decision(ProjectOwnedModel):
    """The funder's answer to an application, refusals with their reason."""

    class Outcome(models.TextChoices):
        GRANTED = "ACCORDE", "Accordé"
        REFUSED = "REFUSE", "Refusé"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="decision"
    )
    outcome = models.CharField("décision", max_length=8, choices=Outcome)
    decided_on = models.DateField("le")
    reason = models.TextField("motif", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    named_with = ("application__project", "application__call")

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "décision"

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} — {self.application}"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        return Q(application__team_id__in=scope.team_ids)


class Grant(ProjectOwnedModel):
    """Money granted for a project. The reports it makes due are created with it."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="grants")
    application = models.OneToOneField(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="grant"
    )
    funder = models.ForeignKey(
        "coordination.Organisation",
        on_delete=models.PROTECT,
        related_name="grants",
        verbose_name="financeur",
    )
    amount = models.PositiveIntegerField("montant accordé (euros)")
    granted_on = models.DateField("accordé le")
    period_start = models.DateField("exercice, du")
    period_end = models.DateField("exercice, au")
    reference = models.CharField("référence de la convention", max_length=120, blank=True)
    illustration = models.BooleanField("illustration", default=False)

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "financement accordé"
        ordering = ["-granted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="grant_period"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="grant_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} € — {self.funder}"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        return Q(pk__in=grants_of(scope))


class Instalment(ProjectOwnedModel):
    """A payment expected or received (acompte, solde)."""

    class Kind(models.TextChoices):
        ADVANCE = "ACOMPTE", "Acompte"
        BALANCE = "SOLDE", "Solde"
        OTHER = "AUTRE", "Autre versement"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="instalments")
    kind = models.CharField("type", max_length=8, choices=Kind)
    amount = models.PositiveIntegerField("montant (euros)")
    expected_on = models.DateField("attendu le", null=True, blank=True)
    received_on = models.DateField("reçu le", null=True, blank=True)

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "versement"
        ordering = ["expected_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount} €"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        return Q(grant__in=grants_of(scope))
