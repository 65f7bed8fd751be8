"""Who belongs where, with which role, from when to when; and invitations to an account."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from coordination.models.organisations import Organisation
from coordination.models.teams import Team
from msp_portal.kit.scoping import Scope, ScopedModel


class DatedRole(models.Model):
    """A role with its dates. ``until`` is the last day; empty while the role lasts."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        verbose_name="personne",
    )
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def in_force(day: object, prefix: str = "") -> Q:
        """Filter: the role holds on ``day`` (a date or a date expression)."""
        return Q(**{f"{prefix}since__lte": day}) & (
            Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": day})
        )


class TeamMembership(DatedRole, ScopedModel):
    """A person's role in a team. One person may be in several teams, with several roles."""

    class Role(models.TextChoices):
        COORDINATOR = "COORDINATOR", "Coordinatrice ou coordinateur"
        LEADER = "LEADER", "Leader"
        PROFESSIONAL = "PROFESSIONAL", "Professionnel de l’équipe"
        MANAGER = "MANAGER", "Gérance ou secrétariat"

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("rôle", max_length=16, choices=Role, default=Role.PROFESSIONAL)

    named_with = ("person", "team")

    class Meta(ScopedModel.Meta):
        verbose_name = "membre d’équipe"
        ordering = ["team", "person", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="team_role_dates"
            ),
            models.UniqueConstraint(
                fields=["person", "team", "role"],
                condition=Q(until__isnull=True),
                name="team_role_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} — {self.get_role_display()} — {self.team}"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        return Q(team_id__in=scope.team_ids) | Q(person_id=scope.person_id)


class OrganisationMembership(DatedRole):
    """A person's role in a federation, at a funder, in a support actor."""

    class Role(models.TextChoices):
        OFFICER = "OFFICER", "Chargée ou chargé de mission"
        LIAISON = "LIAISON", "Référente ou référent"

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField("rôle", max_length=12, choices=Role, default=Role.OFFICER)

    named_with = ("person", "organisation")

    class Meta:
        verbose_name = "membre d’organisation"
        ordering = ["organisation", "person", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="org_role_dates"
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=Q(until__isnull=True),
                name="org_role_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} — {self.organisation}"


class Invitation(models.Model):
    """An account offered to a person, by e-mail, for a role in a team or an organisation.

    Sign-up is closed: this is the only way in. The link itself is a kit ActionLink.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations"
    )
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=16)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    named_with = ("person",)

    class Meta:
        verbose_name = "invitation"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=False, organisation__isnull=True)
                | Q(team__isnull=True, organisation__isnull=False),
                name="invitation_to_one_place",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation de {self.person}"

    @property
    def place(self) -> Team | Organisation:
        """The team or organisation one is invited into."""
        return self.team or self.organisation  # type: ignore[return-value]  # CHECK: never neither
