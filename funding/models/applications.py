"""An application (dossier): assembled from the project, filed elsewhere, frozen when filed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from coordination.models import BearingStructure, Team
from funding.models.calls import Call, CallPiece, CallQuestion
from msp_portal.kit.locking import VersionedModel
from msp_portal.kit.scoping import Scope, ScopedModel
from projects.models import Budget, Project, ProjectOwnedModel


class Application(VersionedModel, ProjectOwnedModel):
    """A team's answer to a call. « NON déposé » until the proof of filing is recorded.

    It belongs to one team: the other teams of the project do not read its drafts nor its money
    (DECISIONS 2).
    """

    class State(models.TextChoices):
        DRAFT = "BROUILLON", "Brouillon"
        FILED = "DEPOSE", "Déposé"
        GRANTED = "ACCORDE", "Accordé"
        REFUSED = "REFUSE", "Refusé"
        ABANDONED = "ABANDONNE", "Abandonné"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="applications")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="applications")
    bearing_structure = models.ForeignKey(
        BearingStructure,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="structure porteuse",
    )
    budget = models.ForeignKey(
        Budget, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    amount_requested = models.PositiveIntegerField("montant demandé (euros)", null=True, blank=True)
    state = models.CharField("état", max_length=10, choices=State, default=State.DRAFT)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="responsable du dépôt",
    )
    signed_on = models.DateField("signé le", null=True, blank=True)
    filed_at = models.DateTimeField("déposé le", null=True, blank=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    filing_reference = models.CharField("numéro ou preuve du dépôt", max_length=120, blank=True)
    filing_proof = models.ForeignKey(
        "kit.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    snapshot = models.ForeignKey(
        "kit.Snapshot",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="version figée",
    )
    abandon_reason = models.CharField("pourquoi l’équipe y renonce", max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    named_with = ("project", "call")

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "dossier"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "call", "team"],
                condition=~Q(state="ABANDONNE"),
                name="application_once_per_call",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["BROUILLON", "ABANDONNE"])
                | (
                    Q(filed_at__isnull=False, snapshot__isnull=False)
                    & (~Q(filing_reference="") | Q(filing_proof__isnull=False))
                ),
                name="application_filed_has_proof_and_snapshot",
            ),
            models.CheckConstraint(
                condition=~Q(state="ABANDONNE") | ~Q(abandon_reason=""),
                name="application_abandoned_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} — {self.call}"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """The team that answers, and no other."""
        return Q(team_id__in=scope.team_ids)

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written: « NON déposé »."""
        return self.state == self.State.DRAFT

    @property
    def is_filed(self) -> bool:
        """Whether the proof of filing is recorded."""
        return self.filed_at is not None


class ApplicationOwnedModel(ScopedModel):
    """Base of what belongs to an application."""

    class Meta(ScopedModel.Meta):
        abstract = True

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        return Q(application__in=Application.objects.for_scope(scope))


class ApplicationAnswer(VersionedModel, ApplicationOwnedModel):
    """The answer to one question. ``text`` empty: the answer is still the project's own words."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(CallQuestion, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("réponse", blank=True)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    named_with = ("question",)

    class Meta(ApplicationOwnedModel.Meta):
        verbose_name = "réponse"
        ordering = ["question__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "question"], name="answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.question}"


class ApplicationPiece(ApplicationOwnedModel):
    """A piece joined to the application, or said to be sent another way."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="pieces")
    piece = models.ForeignKey(CallPiece, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(
        "kit.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_otherwise = models.CharField("transmise autrement", max_length=160, blank=True)
    provided_at = models.DateTimeField("fournie le")
    provided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(ApplicationOwnedModel.Meta):
        verbose_name = "pièce jointe"
        ordering = ["piece__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "piece"], name="piece_once"),
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(sent_otherwise=""), name="piece_is_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.piece}"
