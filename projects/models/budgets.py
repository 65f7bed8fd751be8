"""The budget of a project, in the Cerfa plan of accounts, whole euros (plan of the Cerfa 12156)."""

from django.db import models
from django.db.models import Q

from msp_portal.kit.locking import VersionedModel
from projects.models.projects import Project, ProjectOwnedModel


class Budget(VersionedModel, ProjectOwnedModel):
    """One budget per project and exercise. Balanced when charges = produits and 86 = 87."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="budgets")
    year = models.PositiveSmallIntegerField("exercice")
    bearing_structure = models.ForeignKey(
        "coordination.BearingStructure",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="structure porteuse",
    )
    note = models.TextField("règle de répartition, remarques", blank=True)
    illustration = models.BooleanField("illustration", default=False)
    updated_at = models.DateTimeField("modifié le")

    named_with = ("project",)

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "budget"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "year"], name="budget_once_per_year"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2100)), name="budget_year"),
        ]

    def __str__(self) -> str:
        return f"Budget {self.year} — {self.project}"


class BudgetLine(ProjectOwnedModel):
    """One line: an account of the plan, an amount planned, an amount spent when it is known."""

    class FundingStatus(models.TextChoices):
        PLANNED = "PREVU", "Prévu"
        REQUESTED = "DEMANDE", "Demandé"
        GRANTED = "ACQUIS", "Acquis"
        REFUSED = "REFUSE", "Refusé"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="lines")
    account = models.ForeignKey(
        "reference.BudgetAccount", on_delete=models.PROTECT, related_name="+"
    )
    label = models.CharField("précision", max_length=160, blank=True)
    amount = models.PositiveIntegerField("prévu (euros)", default=0)
    spent = models.PositiveIntegerField("réalisé (euros)", null=True, blank=True)
    funder = models.ForeignKey(
        "coordination.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="financeur",
    )
    funding_status = models.CharField("statut", max_length=8, choices=FundingStatus, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "ligne de budget"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__lte=10_000_000), name="budget_line_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.amount} €"
