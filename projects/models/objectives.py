"""Objectives: general → specific → operational."""

from django.db import models
from django.db.models import Q

from msp_portal.kit.locking import VersionedModel
from projects.models.projects import Project, ProjectOwnedModel


class Objective(VersionedModel, ProjectOwnedModel):
    """One objective. Its indicators are chosen at the same moment as its wording."""

    class Level(models.TextChoices):
        GENERAL = "GENERAL", "Objectif général"
        SPECIFIC = "SPECIFIQUE", "Objectif spécifique"
        OPERATIONAL = "OPERATIONNEL", "Objectif opérationnel"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="objectives")
    level = models.CharField("niveau", max_length=12, choices=Level)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="children",
        verbose_name="contribue à",
    )
    text = models.TextField("objectif")
    public_text = models.CharField("pour qui", max_length=200, blank=True)
    place = models.CharField("où", max_length=120, blank=True)
    due_date = models.DateField("d’ici le", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "objectif"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(level="GENERAL") | Q(parent__isnull=True),
                name="objective_general_is_root",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="objective_has_text"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
