"""The two explicit acts by which something leaves a team (DECISIONS 3).

* the **carte de visite**: title, theme, public, stage, communes, period; no figure; agreed once
  by a team for its federation, revocable, and revocable for one project;
* a **share**: one named thing, to one named organisation.
"""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

from coordination.models.organisations import Organisation
from coordination.models.teams import Team
from msp_portal.kit.scoping import Scope, ScopedModel


class VisitCardConsent(ScopedModel):
    """A team shows the carte de visite of its projects to its federation."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="visit_card_consents")
    federation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField("accord donné le")
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField("accord retiré le", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    named_with = ("team", "federation")

    class Meta(ScopedModel.Meta):
        verbose_name = "accord de carte de visite"
        ordering = ["-agreed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "federation"],
                condition=Q(withdrawn_at__isnull=True),
                name="visit_card_agreed_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("agreed_at")),
                name="visit_card_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"Carte de visite de {self.team} pour {self.federation}"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        return Q(team_id__in=scope.team_ids) | Q(federation_id__in=scope.organisation_ids)


class Share(ScopedModel):
    """One named thing of one team, shown to one organisation. Withdrawing is always possible."""

    class What(models.TextChoices):
        PROJECT = "PROJECT", "le projet"
        APPLICATION = "APPLICATION", "le dossier"
        REPORT = "REPORT", "le bilan"
        FIGURES = "FIGURES", "les chiffres"
        SHEET = "SHEET", "la fiche d’expérience"

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="shares")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="received_shares"
    )
    what = models.CharField("ce qui est partagé", max_length=12, choices=What)
    thing_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    thing_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey("thing_type", "thing_id")
    project_id = models.PositiveBigIntegerField(
        db_index=True,
        help_text="Numéro du projet auquel la chose appartient : un simple nombre, car cette "
        "pièce ne connaît pas celle du dessus.",
    )
    may_pass_on = models.BooleanField("peut être montré à l’ARS par la fédération", default=False)
    since = models.DateTimeField("depuis le")
    until = models.DateField("jusqu’au", null=True, blank=True)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    named_with = ("organisation",)

    class Meta(ScopedModel.Meta):
        verbose_name = "partage"
        ordering = ["-since", "-pk"]
        indexes = [
            # What an organisation sees today, read from the index alone, in the order of projects.
            models.Index(
                fields=["organisation", "project_id"],
                include=["what", "until", "may_pass_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="share_seen",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["thing_type", "thing_id", "what", "organisation"],
                condition=Q(withdrawn_at__isnull=True),
                name="share_open_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("since")),
                name="share_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} → {self.organisation}"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        return Q(team_id__in=scope.team_ids) | Q(organisation_id__in=scope.organisation_ids)

    @staticmethod
    def in_force(day: object) -> Q:
        """Filter: shares that hold on ``day``."""
        return Q(withdrawn_at__isnull=True) & (Q(until__isnull=True) | Q(until__gte=day))
