"""The federation's community: its events, and the support teams ask for."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from coordination.models.organisations import Organisation
from coordination.models.teams import Team
from msp_portal.kit.scoping import Scope, ScopedModel


class CommunityEvent(models.Model):
    """A date of the community of coordinators, published by a federation."""

    federation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="events")
    title = models.CharField("titre", max_length=200)
    date = models.DateField("date")
    partner = models.CharField("avec", max_length=160, blank=True)
    participants = models.PositiveIntegerField("participants", null=True, blank=True)
    illustration = models.BooleanField("illustration", default=False)

    class Meta:
        verbose_name = "rendez-vous de la communauté"
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return self.title


class SupportRequest(ScopedModel):
    """Help asked by a team from a support actor or its federation."""

    class State(models.TextChoices):
        SENT = "SENT", "Envoyée"
        TAKEN = "TAKEN", "Prise en charge"
        DONE = "DONE", "Terminée"
        WITHDRAWN = "WITHDRAWN", "Retirée"

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="support_requests")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="support_requests"
    )
    project_id = models.PositiveBigIntegerField("projet", null=True, blank=True)
    project_title = models.CharField("titre du projet", max_length=200, blank=True)
    theme = models.ForeignKey(
        "reference.Theme", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField("demande")
    answer = models.TextField("réponse", blank=True)
    state = models.CharField("état", max_length=10, choices=State, default=State.SENT)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField("envoyée le")
    answered_at = models.DateTimeField("répondue le", null=True, blank=True)

    named_with = ("team", "organisation")

    class Meta(ScopedModel.Meta):
        verbose_name = "demande d’appui"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["TAKEN", "DONE"]) | Q(answered_at__isnull=False),
                name="support_taken_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team} → {self.organisation}"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        return Q(team_id__in=scope.team_ids) | Q(organisation_id__in=scope.organisation_ids)
