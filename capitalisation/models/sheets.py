"""The experience sheet (fiche d'expérience), born from a project.

It is not a « fiche CAPS »: that name supposes an external accompagnateur.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from coordination.models import Organisation, Team
from msp_portal.kit.locking import VersionedModel
from msp_portal.kit.scoping import Scope, ScopedModel
from projects.models import Project, ProjectTeam


def _projects_of(scope: Scope) -> Any:
    """The projects carried today by the teams of the scope."""
    places = ProjectTeam.unscoped.filter(  # unscoped: is the scope
        team_id__in=scope.team_ids, left_at__isnull=True
    )
    return places.values("project_id")


class ExperienceSheet(VersionedModel, ScopedModel):
    """What a team learned, told to others.

    Its own words are the team's. What everybody reads is the frozen version of the last
    publication (``snapshot``), listed in the library by its ``LibraryEntry``.
    """

    class State(models.TextChoices):
        DRAFT = "BROUILLON", "Brouillon"
        IN_REVIEW = "RELECTURE", "En relecture"
        TO_CORRECT = "CORRECTIONS", "À reprendre"
        VALIDATED = "VALIDEE", "Validée"
        PUBLISHED = "PUBLIEE", "Publiée"
        WITHDRAWN = "RETIREE", "Retirée"

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="sheet")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="sheets")
    title = models.CharField("titre", max_length=200)
    summary = models.TextField("résumé", blank=True)
    state = models.CharField("état", max_length=12, choices=State, default=State.DRAFT)
    evidence_level = models.ForeignKey(
        "reference.EvidenceLevel",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="niveau de preuve de l’intervention",
    )
    reviewer_organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="relue par",
    )
    contact_agreed = models.BooleanField("l’équipe accepte d’être contactée", default=False)
    takeover_agreed = models.BooleanField(
        "d’autres équipes peuvent reprendre la trame du projet", default=True
    )
    hidden_indicators = models.ManyToManyField(
        "projects.Indicator", blank=True, related_name="+", verbose_name="chiffres non montrés"
    )
    submitted_at = models.DateTimeField("envoyée en relecture le", null=True, blank=True)
    validated_at = models.DateTimeField("validée le", null=True, blank=True)
    published_at = models.DateTimeField("publiée le", null=True, blank=True)
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)
    snapshot = models.ForeignKey(
        "kit.Snapshot", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    slug = models.SlugField("adresse", max_length=120, unique=True, null=True, blank=True)
    illustration = models.BooleanField("illustration", default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(ScopedModel.Meta):
        verbose_name = "fiche d’expérience"
        verbose_name_plural = "fiches d’expérience"
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="PUBLIEE")
                | Q(published_at__isnull=False, snapshot__isnull=False, slug__isnull=False),
                name="sheet_published_is_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["RELECTURE", "CORRECTIONS", "VALIDEE"])
                | Q(submitted_at__isnull=False, reviewer_organisation__isnull=False),
                name="sheet_in_review_was_submitted",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["VALIDEE", "PUBLIEE"]) | Q(validated_at__isnull=False),
                name="sheet_published_was_validated",
            ),
            models.CheckConstraint(
                condition=~Q(state="RETIREE") | Q(withdrawn_at__isnull=False),
                name="sheet_withdrawn_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def may_be_written(self) -> bool:
        """Whether its words may change now: not while the federation reads, nor between its yes
        and the publication. After the publication, corrections wait for a new publication."""
        return self.state in WRITABLE

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """Teams of the project always; the reviewing federation once submitted; all, published."""
        reviewed = Q(
            reviewer_organisation_id__in=scope.organisation_ids, submitted_at__isnull=False
        )
        return Q(project_id__in=_projects_of(scope)) | reviewed | Q(state="PUBLIEE")


State = ExperienceSheet.State
WRITABLE = frozenset({State.DRAFT, State.TO_CORRECT, State.PUBLISHED, State.WITHDRAWN})
READ_BY_REVIEWER = frozenset({State.IN_REVIEW, State.VALIDATED})


def words_visible_to(scope: Scope) -> Q:
    """Who reads the words being written (rows with a ``sheet``): the teams of the project, and the
    reviewing federation while they are in its hands. Published words are read frozen."""
    return Q(sheet__project_id__in=_projects_of(scope)) | Q(
        sheet__reviewer_organisation_id__in=scope.organisation_ids,
        sheet__state__in=[state.value for state in READ_BY_REVIEWER],
    )


class SheetSection(VersionedModel, ScopedModel):
    """One part of the story; its first words come from the project."""

    class Key(models.TextChoices):
        BIRTH = "NAISSANCE", "Comment l’idée est née"
        STEPS = "ETAPES", "Comment cela s’est passé"
        PARTNERS = "PARTENAIRES", "Avec qui"
        PARTICIPATION = "PARTICIPATION", "La place des habitants et des usagers"
        LEVERS = "LEVIERS", "Ce qui a aidé"
        BRAKES = "FREINS", "Ce qui a freiné"
        EFFECTS = "EFFETS", "Ce que cela a changé"
        LESSONS = "ENSEIGNEMENTS", "Si c’était à refaire"
        TRANSFER = "TRANSFERT", "Pour reprendre ce projet ailleurs"

    sheet = models.ForeignKey(ExperienceSheet, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField("partie", max_length=14, choices=Key)
    text = models.TextField("texte", blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    updated_at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        verbose_name = "partie de fiche"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["sheet", "key"], name="section_once")]

    def __str__(self) -> str:
        return self.get_key_display()

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        return words_visible_to(scope)
