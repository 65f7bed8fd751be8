"""Regions, departments and communes."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q

from msp_portal.reference.models.base import Source


class Place(models.Model):
    """What the three kinds of places share; same rules as ``ReferenceList``."""

    position = models.PositiveIntegerField("ordre", default=0)
    active = models.BooleanField("proposé", default=True)
    source = models.CharField("source", max_length=2, choices=Source, default=Source.K)
    edited_here = models.BooleanField(
        "corrigé ici",
        default=False,
        help_text="Le rechargement des listes ne modifie pas une ligne corrigée ici.",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(getattr(self, "name", ""))


class Region(Place):
    """One of the 18 regions, with the health agency in charge of it."""

    code = models.CharField("code", max_length=2, primary_key=True)
    name = models.CharField("nom", max_length=60)
    ars_name = models.CharField("agence régionale de santé", max_length=80)

    class Meta:
        verbose_name = "région"
        verbose_name_plural = "régions"
        ordering = ("position", "code")
        constraints = (
            models.CheckConstraint(condition=Q(code__regex=r"^\d{2}$"), name="region_code_shape"),
            models.CheckConstraint(
                condition=Q(source__in=Source.values), name="region_source_known"
            ),
        )


class SchoolZone(models.TextChoices):
    """Zones of the school calendar. Corsica and the overseas departments have none."""

    A = "A", "Zone A"
    B = "B", "Zone B"
    C = "C", "Zone C"
    NONE = "", "Calendrier propre"


class Department(Place):
    """One of the 101 departments."""

    code = models.CharField("code", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=60)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="departments", verbose_name="région"
    )
    school_zone = models.CharField(
        "zone scolaire", max_length=1, blank=True, choices=SchoolZone, default=SchoolZone.NONE
    )

    class Meta:
        verbose_name = "département"
        verbose_name_plural = "départements"
        ordering = ("position", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(code__regex=r"^(\d{2}|2A|2B|97\d)$"), name="department_code_shape"
            ),
            models.CheckConstraint(
                condition=Q(school_zone__in=SchoolZone.values), name="department_zone_known"
            ),
            models.CheckConstraint(
                condition=Q(source__in=Source.values), name="department_source_known"
            ),
        )


class Commune(Place):
    """A commune, by its INSEE code (a postal code may cover several communes).

    ``search_key`` is the name in lower case, without accents, hyphens and apostrophes; PostgreSQL
    computes it, so that it cannot differ from the name.
    """

    code = models.CharField("code Insee", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=80)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="communes", verbose_name="département"
    )
    postal_codes = ArrayField(
        models.CharField(max_length=5), verbose_name="codes postaux", default=list, blank=True
    )
    population = models.PositiveIntegerField("habitants", null=True, blank=True)
    epci_code = models.CharField("Siren de l’intercommunalité", max_length=9, blank=True)
    epci_name = models.CharField("intercommunalité", max_length=160, blank=True)
    search_key = models.GeneratedField(
        expression=Func(F("name"), function="f_search_key"),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="nom pour la recherche",
    )

    class Meta:
        verbose_name = "commune"
        verbose_name_plural = "communes"
        ordering = ("name", "code")
        indexes = (
            GinIndex(OpClass(F("search_key"), name="gin_trgm_ops"), name="commune_search_trgm"),
            GinIndex(fields=["postal_codes"], name="commune_postal_codes"),
            models.Index(fields=["epci_code"], name="commune_epci"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(code__regex=r"^(\d{2}|2A|2B)\d{3}$"), name="commune_code_shape"
            ),
            models.CheckConstraint(
                condition=Q(epci_code="") | Q(epci_code__regex=r"^\d{9}$"),
                name="commune_epci_shape",
            ),
            models.CheckConstraint(
                condition=Q(source__in=Source.values), name="commune_source_known"
            ),
        )
