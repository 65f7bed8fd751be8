"""The team's yes: one round of asking, one answer per person, from 0 to ++++."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from coordination.models import Team
from msp_portal.kit.locking import VersionedModel
from projects.models.projects import Project, ProjectOwnedModel


class EngagementRound(ProjectOwnedModel):
    """A coordinator asks a team how far each one commits. The persons asked are ``Ask`` rows."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="engagement_rounds")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    message = models.TextField("mot d’accompagnement", blank=True)
    opened_at = models.DateTimeField("ouverte le")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closes_on = models.DateField("réponses attendues avant le", null=True, blank=True)
    closed_at = models.DateTimeField("fermée le", null=True, blank=True)

    named_with = ("project", "team")

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "demande d’engagement"
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "team"],
                condition=Q(closed_at__isnull=True),
                name="engagement_one_open_round",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="engagement_round_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"Engagement — {self.project} — {self.team}"


class EngagementAnswer(VersionedModel, ProjectOwnedModel):
    """One person's engagement. 0 means « pas cette fois »; the absence of a row is silence."""

    class Level(models.IntegerChoices):
        FULL = 4, "++++"
        STRONG = 3, "+++"
        MEDIUM = 2, "++"
        LIGHT = 1, "+"
        NOT_THIS_TIME = 0, "pas cette fois"

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="engagement_answers"
    )
    round = models.ForeignKey(EngagementRound, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="engagement_answers"
    )
    level = models.PositiveSmallIntegerField("engagement", choices=Level)
    comment = models.CharField("un mot", max_length=280, blank=True)
    answered_at = models.DateTimeField("répondu le")

    named_with = ("person",)

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "réponse d’engagement"
        ordering = ["-level", "answered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="engagement_answer_once"),
            models.CheckConstraint(condition=Q(level__lte=4), name="engagement_level_0_4"),
        ]

    def __str__(self) -> str:
        return f"{self.person} : {self.get_level_display()}"

    @property
    def is_yes(self) -> bool:
        """Anything but « pas cette fois »."""
        return self.level > 0
