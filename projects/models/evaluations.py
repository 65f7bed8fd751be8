"""The evaluation of a project over a period: words typed once, figures computed from the facts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from msp_portal.kit.locking import VersionedModel
from projects.models.projects import Project, ProjectOwnedModel


class Evaluation(VersionedModel, ProjectOwnedModel):
    """What the team says of its project for a period; the numbers are never typed here."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="evaluations")
    period_start = models.DateField("du")
    period_end = models.DateField("au")
    done_text = models.TextField("ce qui a été fait", blank=True)
    went_well = models.TextField("ce qui a aidé", blank=True)
    was_hard = models.TextField("ce qui a freiné", blank=True)
    surprises = models.TextField("ce qui n’était pas attendu", blank=True)
    next_steps = models.TextField("et maintenant", blank=True)
    updated_at = models.DateTimeField("modifiée le")
    validated_at = models.DateTimeField("validée le", null=True, blank=True)
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "évaluation"
        ordering = ["-period_end", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="evaluation_period",
                violation_error_message="La période finit avant de commencer.",
            ),
            models.UniqueConstraint(
                fields=["project", "period_start", "period_end"], name="evaluation_once_per_period"
            ),
        ]

    def __str__(self) -> str:
        return f"Évaluation {self.period_start} – {self.period_end}"
