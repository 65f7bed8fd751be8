"""The one-page framing note (note de cadrage)."""

from django.db import models

from msp_portal.kit.locking import VersionedModel
from projects.models.projects import Project, ProjectOwnedModel


class FramingNote(VersionedModel, ProjectOwnedModel):
    """What one needs to say yes: the idea, who, what, how much, with which money, for whom."""

    class BudgetOrder(models.TextChoices):
        NONE = "AUCUN", "Aucun budget"
        UNDER_1K = "MOINS_1000", "Moins de 1 000 €"
        FROM_1K_TO_5K = "1000_5000", "De 1 000 à 5 000 €"
        FROM_5K_TO_15K = "5000_15000", "De 5 000 à 15 000 €"
        OVER_15K = "PLUS_15000", "Plus de 15 000 €"
        UNKNOWN = "INCONNU", "Pas encore connu"

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="framing_note")
    idea = models.TextField("l’idée", blank=True)
    need = models.TextField("d’où vient le besoin", blank=True)
    publics_text = models.TextField("pour qui", blank=True)
    actions_text = models.TextField("ce que l’on ferait", blank=True)
    referents_text = models.TextField("qui pourrait s’en occuper", blank=True)
    budget_order = models.CharField(
        "ordre de grandeur du budget",
        max_length=12,
        choices=BudgetOrder,
        default=BudgetOrder.UNKNOWN,
    )
    funding_text = models.TextField("financements envisagés", blank=True)
    updated_at = models.DateTimeField("modifiée le")

    named_with = ("project",)

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "note de cadrage"
        verbose_name_plural = "notes de cadrage"

    def __str__(self) -> str:
        return f"Note de cadrage — {self.project}"
