"""The short lists of the trade."""

from django.db import models
from django.db.models import F, Q

from msp_portal.reference.models.base import ReferenceList


class Profession(ReferenceList):
    """Who works in a team: RPPS professions, other trades, and functions of the team."""

    class Kind(models.TextChoices):
        RPPS = "RPPS", "Profession du répertoire RPPS"
        OTHER = "HORS_RPPS", "Autre métier"
        FUNCTION = "FONCTION", "Fonction dans l’équipe"

    kind = models.CharField("nature", max_length=10, choices=Kind, default=Kind.RPPS)

    class Meta(ReferenceList.Meta):
        verbose_name = "profession"
        verbose_name_plural = "professions"
        constraints = [
            *ReferenceList.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["RPPS", "HORS_RPPS", "FONCTION"]), name="profession_kind"
            ),
        ]


class Theme(ReferenceList):
    """What a project is about. Two levels at most: « Tabac » stands under « Conduites addictives »."""

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="thème général",
    )

    class Meta(ReferenceList.Meta):
        verbose_name = "thème"
        verbose_name_plural = "thèmes"
        constraints = [
            *ReferenceList.Meta.constraints,
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("code")),
                name="theme_not_its_own_parent",
            ),
        ]


class Public(ReferenceList):
    """For whom: by age, by situation, or the people one goes through."""

    class Kind(models.TextChoices):
        AGE = "AGE", "Âge"
        SITUATION = "SITUATION", "Situation"
        RELAY = "INTERMEDIAIRE", "Public intermédiaire"

    kind = models.CharField("nature", max_length=13, choices=Kind)

    class Meta(ReferenceList.Meta):
        verbose_name = "public"
        verbose_name_plural = "publics"
        constraints = [
            *ReferenceList.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["AGE", "SITUATION", "INTERMEDIAIRE"]), name="public_kind"
            ),
        ]


class Setting(ReferenceList):
    """Where an action takes place (milieu)."""

    class Meta(ReferenceList.Meta):
        verbose_name = "milieu"
        verbose_name_plural = "milieux"


class ActionKind(ReferenceList):
    """What is done (type d'action)."""

    class Meta(ReferenceList.Meta):
        verbose_name = "type d’action"
        verbose_name_plural = "types d’action"


class AgeBand(ReferenceList):
    """Bracket for counting people. Ages in whole years, both ends included."""

    min_age = models.PositiveSmallIntegerField("de", null=True, blank=True)
    max_age = models.PositiveSmallIntegerField("à", null=True, blank=True)

    class Meta(ReferenceList.Meta):
        verbose_name = "tranche d’âge"
        verbose_name_plural = "tranches d’âge"
        constraints = [
            *ReferenceList.Meta.constraints,
            models.CheckConstraint(
                condition=Q(min_age__isnull=True)
                | Q(max_age__isnull=True)
                | Q(min_age__lte=F("max_age")),
                name="ageband_ends_in_order",
            ),
        ]


class GeoLevel(ReferenceList):
    """How far a project reaches."""

    class Meta(ReferenceList.Meta):
        verbose_name = "échelle du territoire"
        verbose_name_plural = "échelles du territoire"


class PreventionLevel(ReferenceList):
    """Whom it concerns: some patients, the whole patient list, or the population."""

    class Meta(ReferenceList.Meta):
        verbose_name = "niveau"
        verbose_name_plural = "niveaux"


class FunderKind(ReferenceList):
    """Who pays."""

    class Meta(ReferenceList.Meta):
        verbose_name = "type de financeur"
        verbose_name_plural = "types de financeur"


class CallKind(ReferenceList):
    """What sort of call it is."""

    class Meta(ReferenceList.Meta):
        verbose_name = "type d’appel"
        verbose_name_plural = "types d’appel"


class FilingPlatform(ReferenceList):
    """Where an application is filed."""

    class Meta(ReferenceList.Meta):
        verbose_name = "lieu de dépôt"
        verbose_name_plural = "lieux de dépôt"


class EvidenceLevel(ReferenceList):
    """How well an intervention is proved. Interventions are rated, teams never."""

    class Meta(ReferenceList.Meta):
        verbose_name = "niveau de preuve"
        verbose_name_plural = "niveaux de preuve"
