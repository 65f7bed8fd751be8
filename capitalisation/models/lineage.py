"""Lineage: who took a published project over, and what they changed."""

from django.db import models
from django.db.models import Q

from capitalisation.models.sheets import ExperienceSheet
from coordination.models import Team
from msp_portal.kit.scoping import Scope, ScopedModel
from projects.models import Project


class Takeover(ScopedModel):
    """« Reprendre ce projet »: a new project born from a published sheet."""

    sheet = models.ForeignKey(ExperienceSheet, on_delete=models.PROTECT, related_name="takeovers")
    snapshot = models.ForeignKey(
        "kit.Snapshot",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="version reprise",
    )
    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="takeover")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    changes_text = models.TextField("ce que nous changeons", blank=True)
    shown_publicly = models.BooleanField(
        "l’équipe accepte d’être nommée sur la fiche", default=False
    )
    taken_at = models.DateTimeField("repris le")

    named_with = ("team", "sheet")

    class Meta(ScopedModel.Meta):
        verbose_name = "reprise"
        ordering = ["taken_at", "pk"]

    def __str__(self) -> str:
        return f"{self.team} reprend {self.sheet}"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """The taking team; the team of the sheet; everyone when the taking team agreed."""
        return (
            Q(team_id__in=scope.team_ids)
            | Q(sheet__team_id__in=scope.team_ids)
            | Q(shown_publicly=True)
        )
