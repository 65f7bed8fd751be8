"""Reports due to funders: created at grant time, written from the facts, frozen when sent."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from funding.models.grants import Grant, grants_of
from msp_portal.kit.locking import VersionedModel
from msp_portal.kit.scoping import Scope
from projects.models import Project, ProjectOwnedModel


class ReportDue(VersionedModel, ProjectOwnedModel):
    """One report to one funder. Its due date comes from the grant and never drifts."""

    class Kind(models.TextChoices):
        FINAL = "COMPTE_RENDU", "Compte rendu financier et bilan"
        INTERMEDIATE = "BILAN_INTERMEDIAIRE", "Bilan intermédiaire"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="reports_due")
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="reports_due")
    kind = models.CharField("type", max_length=20, choices=Kind, default=Kind.FINAL)
    period_start = models.DateField("du")
    period_end = models.DateField("au")
    due_on = models.DateField("à remettre le")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    gap_text = models.TextField("écarts de budget expliqués", blank=True)
    updated_at = models.DateTimeField()
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    snapshot = models.ForeignKey(
        "kit.Snapshot", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    named_with = ("project",)

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "compte rendu à remettre"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "kind", "period_end"], name="report_once"),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="report_period"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(snapshot__isnull=False),
                name="report_sent_has_snapshot",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} — {self.project}"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """The team; a funder reads what was sent and shared (``funding.queries.reports``)."""
        return Q(grant__in=grants_of(scope))
