"""What every reference list has in common."""

from django.db import models


class Source(models.TextChoices):
    """How sure we are of a row: the marks of the sources, kept beside the data."""

    V1 = "V1", "vérifié dans un texte officiel"
    V2 = "V2", "vérifié dans une source secondaire"
    K = "K", "usage de la profession, à confirmer"


class ReferenceQuerySet(models.QuerySet["ReferenceList"]):
    """Reads shared by all lists."""

    def active(self) -> "ReferenceQuerySet":
        """Rows offered in new choices; old records may still point to the others."""
        return self.filter(active=True)


class ReferenceList(models.Model):
    """A short list known to everybody, the same for all teams.

    The code is the primary key, so that a foreign key reads ``theme_id == "TABAC"`` and exports
    need no join. A row that leaves its data file is made inactive, never deleted: what was said
    with it stays readable. A row corrected in the administration (``edited_here``) is no longer
    touched by ``load_reference``.
    """

    code = models.CharField("code", max_length=40, primary_key=True)
    label = models.CharField("libellé", max_length=200)
    description = models.CharField("précision", max_length=400, blank=True)
    position = models.PositiveIntegerField("ordre", default=0)
    active = models.BooleanField("proposé", default=True)
    source = models.CharField("source", max_length=2, choices=Source, default=Source.K)
    edited_here = models.BooleanField(
        "corrigé ici",
        default=False,
        help_text="Le rechargement des listes ne modifie pas une ligne corrigée ici.",
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("position", "code")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(source__in=Source.values), name="%(class)s_source_known"
            ),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[A-Za-z0-9_+-]+$"), name="%(class)s_code_ascii"
            ),
        ]

    def __str__(self) -> str:
        return self.label
