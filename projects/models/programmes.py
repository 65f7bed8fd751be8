"""Turnkey programmes (programmes clé en main) and their adoption by a team."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from coordination.models import Organisation, Team
from msp_portal.kit.locking import VersionedModel
from projects.models.projects import Project, ProjectOwnedModel


class Programme(models.Model):
    """A turnkey programme: published by a federation, readable by every team."""

    key = models.SlugField("clé", unique=True)
    title = models.CharField("titre", max_length=200)
    publisher = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    theme = models.ForeignKey("reference.Theme", on_delete=models.PROTECT, related_name="+")
    summary = models.TextField("en bref", blank=True)
    training = models.TextField("formation", blank=True)
    toolbox = models.TextField("boîte à outils", blank=True)
    minimum_volunteers = models.PositiveSmallIntegerField(
        "volontaires au moins", null=True, blank=True
    )
    frictions = models.TextField("ce qui a coincé ailleurs", blank=True)
    scale_note = models.CharField("déjà mené par", max_length=200, blank=True)
    published_at = models.DateTimeField("publié le", null=True, blank=True)

    class Meta:
        verbose_name = "programme clé en main"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class ProgrammePhase(models.Model):
    """A dated phase of a programme."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="phases")
    name = models.CharField("phase", max_length=120)
    starts_on = models.DateField("du", null=True, blank=True)
    ends_on = models.DateField("au", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "phase"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="programme_phase_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProgrammeIndemnity(models.Model):
    """What a programme pays a team: data, so that each programme has its own schedule."""

    class Per(models.TextChoices):
        MONTH = "MOIS", "par mois"
        TOTAL = "TOTAL", "au total"
        SESSION = "SEANCE", "par séance"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="indemnities")
    label = models.CharField("au titre de", max_length=120, blank=True)
    amount = models.PositiveIntegerField("montant (euros)")
    per = models.CharField("rythme", max_length=8, choices=Per)
    months = models.PositiveSmallIntegerField("pendant (mois)", null=True, blank=True)

    class Meta:
        verbose_name = "indemnité"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(per="MOIS") | Q(months__isnull=False),
                name="indemnity_monthly_has_months",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} € {self.get_per_display()}"

    @property
    def total(self) -> int:
        """Euros over the whole programme, for one team; per-session amounts count once."""
        return self.amount * (self.months or 1) if self.per == self.Per.MONTH else self.amount


class ProgrammeAdoption(VersionedModel, ProjectOwnedModel):
    """A team's adhesion to a programme: presented to all, each one's yes, a minimum reached."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="adoption")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="adoptions")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    presented_on = models.DateField("présenté à l’équipe le", null=True, blank=True)
    volunteers_at_launch = models.PositiveSmallIntegerField(
        "volontaires au départ", null=True, blank=True
    )
    dropouts = models.PositiveSmallIntegerField("départs en route", null=True, blank=True)
    decided_at = models.DateTimeField("décidé le", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    named_with = ("programme", "team")

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "adhésion à un programme"
        constraints = [
            models.CheckConstraint(
                condition=Q(dropouts__isnull=True)
                | Q(volunteers_at_launch__isnull=True)
                | Q(dropouts__lte=F("volunteers_at_launch")),
                name="adoption_dropouts_among_volunteers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} — {self.team}"
