"""Teams that carry projects: MSP, ESP, CPTS, centre de santé, pôle."""

from django.db import models
from django.db.models import Q

from msp_portal.kit.scoping import Scope, ScopedModel


class Team(models.Model):
    """A primary-care team. Its name and places are public; what it does is not (see ``visible_to``
    of the models that hold its data)."""

    class Kind(models.TextChoices):
        MSP = "MSP", "Maison de santé pluriprofessionnelle"
        ESP = "ESP", "Équipe de soins primaires"
        CPTS = "CPTS", "Communauté professionnelle territoriale de santé"
        CDS = "CDS", "Centre de santé"
        POLE = "POLE", "Pôle de santé"

    name = models.CharField("nom", max_length=160)
    kind = models.CharField("type", max_length=8, choices=Kind, default=Kind.MSP)
    department = models.ForeignKey(
        "reference.Department",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="département",
    )
    federation = models.ForeignKey(
        "coordination.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="teams",
        verbose_name="fédération",
    )
    created_year = models.PositiveSmallIntegerField("année de création", null=True, blank=True)
    signed_aci = models.BooleanField("signataire de l’ACI", default=False)
    colour = models.PositiveSmallIntegerField(
        "couleur",
        default=0,
        help_text="Rang dans la palette des équipes ; le nom l’accompagne toujours.",
    )
    illustration = models.BooleanField("illustration", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "équipe"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(created_year__isnull=True) | Q(created_year__range=(1970, 2100)),
                name="team_created_year_plausible",
            ),
            models.CheckConstraint(condition=Q(colour__lt=12), name="team_colour_in_palette"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def school_zone(self) -> str:
        """School holiday zone A, B or C of the department; empty in Corsica and overseas."""
        return self.department.school_zone


class TeamSite(models.Model):
    """One place of a team; a team may have several, in several communes."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="sites")
    name = models.CharField("nom du site", max_length=120, blank=True)
    commune = models.ForeignKey(
        "reference.Commune", on_delete=models.PROTECT, related_name="+", verbose_name="commune"
    )

    class Meta:
        verbose_name = "site"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["team", "commune", "name"], name="team_site_unique"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.commune)


class BearingStructure(ScopedModel):
    """Structure porteuse: who signs and receives the money (a SISA, an association, another body).

    A SISA is not an association: the Cerfa 12156, made for associations, is not for it.
    """

    class Kind(models.TextChoices):
        SISA = "SISA", "SISA"
        ASSOCIATION = "ASSOCIATION", "Association"
        OTHER = "AUTRE", "Autre structure"

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="bearing_structures")
    kind = models.CharField("type", max_length=12, choices=Kind)
    name = models.CharField("nom", max_length=160)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    rna = models.CharField("RNA", max_length=10, blank=True)
    legal_representative = models.CharField("représentant légal", max_length=160, blank=True)
    address = models.CharField("adresse", max_length=240, blank=True)
    illustration = models.BooleanField("illustration", default=False)

    class Meta(ScopedModel.Meta):
        verbose_name = "structure porteuse"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(siret="") | Q(siret__regex=r"^\d{14}$"),
                name="bearing_siret_14_digits",
                violation_error_message="Un SIRET compte 14 chiffres.",
            ),
            models.CheckConstraint(
                condition=Q(rna="") | Q(rna__regex=r"^W\d{9}$"),
                name="bearing_rna_w_9_digits",
                violation_error_message="Un numéro RNA s’écrit W suivi de 9 chiffres.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        return Q(team_id__in=scope.team_ids)

    @property
    def may_use_cerfa(self) -> bool:
        """The Cerfa 12156 is for associations only."""
        return self.kind == self.Kind.ASSOCIATION
