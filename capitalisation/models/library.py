"""What the library lists: the published version of each sheet, ready to be searched.

Public data, written by the publication from the frozen version only; a draft never gets here.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from capitalisation.models.sheets import ExperienceSheet


def _codes(label: str) -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=50), verbose_name=label, default=list)


class LibraryEntry(models.Model):
    """One published sheet. ``search`` and ``head`` are stored: nothing is parsed at query time.

    ``search`` finds; it is long, and read for a few sheets only. ``head`` is short and sorts
    thousands of them.
    """

    sheet = models.OneToOneField(
        ExperienceSheet, primary_key=True, on_delete=models.CASCADE, related_name="entry"
    )
    snapshot = models.ForeignKey("kit.Snapshot", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField("adresse", max_length=120, unique=True)
    title = models.CharField("titre", max_length=200)
    summary = models.TextField("résumé", blank=True)
    team = models.ForeignKey("coordination.Team", on_delete=models.PROTECT, related_name="+")
    team_name = models.CharField("équipe", max_length=160)
    department_code = models.CharField("département", max_length=3)
    region_code = models.CharField("région", max_length=2)
    year = models.PositiveSmallIntegerField("année")
    evidence_code = models.CharField("niveau de preuve", max_length=30, blank=True)
    theme_codes = _codes("thèmes, avec leurs thèmes généraux")
    facets = _codes("tout ce par quoi on filtre, « theme:TABAC », « annee:2026 »")
    labels = models.TextField("thèmes, publics et milieux en clair", blank=True)
    body = models.TextField("texte de la fiche", blank=True)
    search = SearchVectorField("index de tous les mots", editable=False)
    head = SearchVectorField("index du titre, du résumé et des thèmes", null=True, editable=False)
    title_key = models.CharField("titre sans accent", max_length=240, editable=False)
    # Sheets read with another lexicon are read again after « migrate »: docs/MOTS_DE_LA_RECHERCHE.md.
    lexicon_mark = models.CharField(
        "lexique avec lequel la fiche a été lue",
        max_length=12,
        default="",
        db_default="",
        editable=False,
    )
    published_at = models.DateTimeField("publiée le")
    illustration = models.BooleanField("illustration", default=False)

    class Meta:
        verbose_name = "fiche de la bibliothèque"
        verbose_name_plural = "fiches de la bibliothèque"
        ordering = ["-published_at", "-pk"]
        indexes = [
            GinIndex(fields=["search"], name="library_search"),
            GinIndex(OpClass("title_key", name="gin_trgm_ops"), name="library_title_trgm"),
            GinIndex(fields=["facets"], name="library_facets"),
            models.Index(fields=["-published_at", "-sheet"], name="library_recent"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def public_codes(self) -> list[str]:
        """Codes of the publics."""
        return self._codes_of("public")

    @property
    def setting_codes(self) -> list[str]:
        """Codes of the settings (milieux)."""
        return self._codes_of("milieu")

    def _codes_of(self, facet: str) -> list[str]:
        start = f"{facet}:"
        return [code.removeprefix(start) for code in self.facets if code.startswith(start)]


class LibraryWord(models.Model):
    """One word of the published sheets, without accents: what a mistyped word is compared with."""

    word = models.CharField("mot", max_length=40, primary_key=True)
    sheets = models.PositiveIntegerField("fiches qui l’emploient", default=1)

    class Meta:
        verbose_name = "mot de la bibliothèque"
        verbose_name_plural = "mots de la bibliothèque"
        ordering = ["word"]
        indexes = [GinIndex(OpClass("word", name="gin_trgm_ops"), name="library_word_trgm")]

    def __str__(self) -> str:
        return self.word
