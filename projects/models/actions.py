"""What is done: actions, dated tasks, and the felt progress on the hill."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from msp_portal.kit.locking import VersionedModel
from projects.models.projects import Project, ProjectOwnedModel


class Action(VersionedModel, ProjectOwnedModel):
    """One action of the project, planned, held or cancelled."""

    class State(models.TextChoices):
        PLANNED = "PREVUE", "Prévue"
        DONE = "FAITE", "Faite"
        CANCELLED = "ANNULEE", "Annulée"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="actions")
    label = models.CharField("action", max_length=240)
    kind = models.ForeignKey(
        "reference.ActionKind",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="type d’action",
    )
    description = models.TextField("déroulé", blank=True)
    state = models.CharField("état", max_length=8, choices=State, default=State.PLANNED)
    state_reason = models.CharField("raison", max_length=160, blank=True)
    date = models.DateField("date", null=True, blank=True)
    end_date = models.DateField("jusqu’au", null=True, blank=True)
    place = models.CharField("lieu", max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    illustration = models.BooleanField("illustration", default=False)

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "action"
        ordering = ["date", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__isnull=True)
                | Q(date__isnull=True)
                | Q(end_date__gte=F("date")),
                name="action_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Task(VersionedModel, ProjectOwnedModel):
    """One thing to do, with a date and, after a yes, an owner.

    ``owner`` without ``owner_accepted_at`` is somebody to whom the task was offered and who has
    not answered. ``planned_on`` is the date the backward plan gave: a task whose ``due_on``
    differs was moved by hand, and no new plan moves it again.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tasks")
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks"
    )
    label = models.CharField("à faire", max_length=200)
    due_on = models.DateField("pour le", null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="owned_tasks",
        verbose_name="qui",
    )
    owner_accepted_at = models.DateTimeField("accepté le", null=True, blank=True)
    started_at = models.DateTimeField("commencé le", null=True, blank=True)
    done_at = models.DateTimeField("fait le", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    after = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="après",
    )
    plan_key = models.CharField(
        "étape du plan",
        max_length=60,
        blank=True,
        help_text="D’où vient la tâche : plan à rebours d’une action ou d’un dossier.",
    )
    planned_on = models.DateField("date du plan à rebours", null=True, blank=True)
    date_note = models.CharField("pourquoi cette date", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "tâche"
        ordering = [
            F("done_at").asc(nulls_first=True),
            F("due_on").asc(nulls_last=True),
            "position",
            "pk",
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_on"],
                condition=Q(done_at__isnull=True),
                name="task_open_by_owner",
            ),
            models.Index(fields=["project", "due_on"]),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="task_has_label"),
            models.CheckConstraint(
                condition=Q(after__isnull=True) | ~Q(after=F("id")), name="task_not_after_itself"
            ),
            models.CheckConstraint(
                condition=Q(owner_accepted_at__isnull=True) | Q(owner__isnull=False),
                name="task_yes_has_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_done(self) -> bool:
        """Whether somebody said it was done."""
        return self.done_at is not None

    @property
    def responsible_id(self) -> int | None:
        """Who said yes to doing it; nobody is responsible before."""
        return self.owner_id if self.owner_accepted_at else None

    @property
    def moved_by_hand(self) -> bool:
        """Whether somebody chose another date than the backward plan's."""
        return self.planned_on is not None and self.due_on != self.planned_on


class ProgressNote(ProjectOwnedModel):
    """A hand-placed dot on the hill with one line; the history is kept."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="progress_notes")
    position = models.PositiveSmallIntegerField("position sur la colline")
    note = models.CharField("en une ligne", max_length=200, blank=True)
    at = models.DateTimeField("le")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "note d’avancement"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(position__lte=100), name="progress_0_100"),
        ]

    def __str__(self) -> str:
        return f"{self.position} — {self.note}"
