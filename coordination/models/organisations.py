"""Organisations around the teams: federations, funders, support actors, partners."""

from django.db import models


class Organisation(models.Model):
    """A body that supports, funds or accompanies teams. What it sees is what was shared with it."""

    class Kind(models.TextChoices):
        FEDERATION = "FEDERATION", "Fédération régionale"
        NATIONAL_FEDERATION = "NATIONAL_FEDERATION", "Fédération nationale"
        ARS = "ARS", "Agence régionale de santé"
        CPAM = "CPAM", "Assurance maladie"
        FUNDER = "FUNDER", "Autre financeur"
        SUPPORT = "SUPPORT", "Acteur d’appui"
        PARTNER = "PARTNER", "Partenaire"

    name = models.CharField("nom", max_length=160)
    kind = models.CharField("type", max_length=20, choices=Kind)
    region = models.ForeignKey(
        "reference.Region",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="région",
    )
    departments = models.ManyToManyField(
        "reference.Department", blank=True, related_name="+", verbose_name="départements"
    )
    themes = models.ManyToManyField(
        "reference.Theme", blank=True, related_name="+", verbose_name="thèmes"
    )
    role = models.CharField("rôle", max_length=200, blank=True)
    helps_with = models.TextField("peut aider pour", blank=True, help_text="Une aide par ligne.")
    mandated_by = models.CharField("missionné ou financé par", max_length=160, blank=True)
    website = models.URLField("site", blank=True)
    contact_email = models.EmailField("adresse de contact", blank=True)
    illustration = models.BooleanField("illustration", default=False)

    class Meta:
        verbose_name = "organisation"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "kind", "region"], nulls_distinct=False, name="organisation_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_federation(self) -> bool:
        """Whether this organisation reviews a region's teams."""
        return self.kind == self.Kind.FEDERATION

    @property
    def is_funder(self) -> bool:
        """Whether this organisation pays for projects."""
        return self.kind in {self.Kind.ARS, self.Kind.CPAM, self.Kind.FUNDER}

    @property
    def helps_list(self) -> list[str]:
        """The lines of ``helps_with``."""
        return [line.strip() for line in self.helps_with.splitlines() if line.strip()]
