"""A figure to come: asked from persons by link, or counted at a stand."""

from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

from coordination.models import Person
from msp_portal.kit.links.tokens import token_of
from msp_portal.kit.models import ActionLink
from projects.models.facts import Fact, Indicator
from projects.models.projects import Project, ProjectOwnedModel

STAND_ACTION = "projects.stand"


class FigureRequest(ProjectOwnedModel):
    """A figure to come: asked from named persons by link, or counted tap by tap at a stand.

    The persons asked for a number are ``Ask`` rows about it. A stand has one link, opened by as
    many phones as there are hands: each tap is a fact of 1.
    """

    class Mode(models.TextChoices):
        NUMBER = "NOMBRE", "Un nombre, demandé à des personnes"
        STAND = "STAND", "Un compteur, au stand"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="figure_requests")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="requests")
    mode = models.CharField("comment", max_length=8, choices=Mode, default=Mode.NUMBER)
    date = models.DateField("date du chiffre")
    label = models.CharField("à l’occasion de", max_length=160, blank=True)
    place = models.CharField("lieu", max_length=120, blank=True)
    created_at = models.DateTimeField("demandé le")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField("fermé le", null=True, blank=True)

    named_with = ("indicator",)

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "demande de chiffre"
        verbose_name_plural = "demandes de chiffre"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("created_at")),
                name="figure_request_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.name} – {self.label}" if self.label else self.indicator.name

    @property
    def is_stand(self) -> bool:
        """Whether it is counted tap by tap."""
        return self.mode == self.Mode.STAND

    def figure_given(self, person: Person) -> Fact | None:
        """The figure this person was asked for and that stands today. One query."""
        found: Fact | None = (
            Fact.unscoped.filter(  # unscoped: the caller holds the request
                Fact.current(), request=self, asked_of=person
            )
            .select_related("indicator")
            .order_by("-pk")
            .first()
        )
        return found

    def counted(self) -> int:
        """What a stand counted: taps that stand today. One query."""
        taps = Fact.unscoped.filter(Fact.current(), request=self)  # unscoped: holds the stand
        return int(taps.aggregate(total=models.Sum("value"))["total"] or 0)

    def live_link(self, now: datetime) -> ActionLink | None:
        """The link of a stand that opens at this moment, or None. Reads only."""
        links = ActionLink.objects.filter(
            action=STAND_ACTION,
            about_type=ContentType.objects.get_for_model(FigureRequest),
            about_id=self.pk,
            revoked_at__isnull=True,
            replaced_at__isnull=True,
        )
        return next((link for link in links if link.is_alive(now) and token_of(link)), None)
