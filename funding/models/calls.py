"""Calls for projects. A call is public, or private to the team that entered it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from coordination.models import Organisation, Team
from msp_portal.kit.locking import VersionedModel
from msp_portal.kit.scoping import Scope, ScopedModel


class Call(VersionedModel, ScopedModel):
    """An appel à projets with its deadline and hour (Europe/Paris), or none when au fil de l'eau.

    Its dates, pieces and questions are edited against its own ``version``.
    """

    class Filing(models.TextChoices):
        SINGLE_DATE = "DATE_UNIQUE", "Date limite unique"
        ROUNDS = "RELEVES", "Plusieurs relèves"
        ROLLING = "FIL_EAU", "Au fil de l’eau"

    title = models.CharField("intitulé", max_length=240)
    funder = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="calls", verbose_name="financeur"
    )
    kind = models.ForeignKey(
        "reference.CallKind", on_delete=models.PROTECT, related_name="+", verbose_name="type"
    )
    filing = models.CharField(
        "mode de dépôt", max_length=12, choices=Filing, default=Filing.SINGLE_DATE
    )
    year = models.PositiveSmallIntegerField("millésime", null=True, blank=True)
    published_on = models.DateField("publié le", null=True, blank=True)
    opens_on = models.DateField("ouvre le", null=True, blank=True)
    closes_at = models.DateTimeField("date et heure limites", null=True, blank=True)
    recurs_yearly = models.BooleanField("revient chaque année", default=False)
    platform = models.ForeignKey(
        "reference.FilingPlatform",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="où déposer",
    )
    url = models.URLField("adresse", max_length=500, blank=True)
    context = models.TextField("contexte et objectifs", blank=True)
    themes = models.ManyToManyField(
        "reference.Theme", blank=True, related_name="+", verbose_name="thèmes"
    )
    publics_text = models.TextField("publics", blank=True)
    departments = models.ManyToManyField(
        "reference.Department", blank=True, related_name="+", verbose_name="départements"
    )
    eligible_text = models.TextField("structures et territoires éligibles", blank=True)
    not_fundable = models.TextField("ce qui n’est pas finançable", blank=True)
    selection_text = models.TextField("critères de choix", blank=True)
    amount_min = models.PositiveIntegerField("montant plancher (euros)", null=True, blank=True)
    amount_max = models.PositiveIntegerField("montant plafond (euros)", null=True, blank=True)
    rate_max = models.PositiveSmallIntegerField("taux maximal (%)", null=True, blank=True)
    report_months_after = models.PositiveSmallIntegerField(
        "compte rendu, mois après la fin de l’exercice",
        default=6,
        help_text="Six mois pour une subvention publique (loi du 12 avril 2000, Cerfa 15059).",
    )
    report_expected = models.TextField("compte rendu attendu", blank=True)
    support_text = models.CharField("appui proposé", max_length=240, blank=True)
    contact = models.CharField("contact", max_length=200, blank=True)
    source_text = models.TextField(
        "texte de l’appel",
        blank=True,
        default="",
        db_default="",
        help_text="Le texte collé d’où l’appel a été lu, tel qu’il a été relu.",
    )
    owner_team = models.ForeignKey(
        Team,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="own_calls",
        help_text="Vide : appel visible de toutes les équipes.",
    )
    federation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="La fédération qui tient cet appel à jour.",
    )
    illustration = models.BooleanField("illustration", default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(ScopedModel.Meta):
        verbose_name = "appel à projets"
        verbose_name_plural = "appels à projets"
        ordering = [F("closes_at").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(filing="DATE_UNIQUE")
                | Q(closes_at__isnull=False)
                | Q(recurs_yearly=True),
                name="call_single_date_has_deadline",
                violation_error_message="Un appel à date unique a une date limite.",
            ),
            models.CheckConstraint(
                condition=Q(amount_min__isnull=True)
                | Q(amount_max__isnull=True)
                | Q(amount_max__gte=F("amount_min")),
                name="call_amounts",
            ),
            models.CheckConstraint(
                condition=Q(rate_max__isnull=True) | Q(rate_max__range=(1, 100)), name="call_rate"
            ),
            models.CheckConstraint(
                condition=Q(report_months_after__lte=36), name="call_report_delay"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """Calls kept by federations are for everyone; a team's own call is for that team."""
        return Q(owner_team__isnull=True) | Q(owner_team_id__in=scope.team_ids)

    @property
    def is_public(self) -> bool:
        """Whether every team reads it; otherwise it belongs to the team that entered it."""
        return self.owner_team_id is None


class CallPart(models.Model):
    """Base of what belongs to a call."""

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class CallDate(CallPart):
    """Another date of the call: webinar, jury, letter of intent, results, a relève."""

    class Kind(models.TextChoices):
        ROUND = "RELEVE", "Relève"
        INTENT = "LETTRE", "Lettre d’intention"
        WEBINAR = "WEBINAIRE", "Réunion d’information"
        JURY = "JURY", "Jury"
        RESULTS = "RESULTATS", "Réponse"
        OTHER = "AUTRE", "Autre date"

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="dates")
    kind = models.CharField("type", max_length=10, choices=Kind)
    date = models.DateField("date")
    label = models.CharField("précision", max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(CallPart.Meta):
        verbose_name = "date de l’appel"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.date}"


class CallPiece(CallPart):
    """A piece the call asks for."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="pieces")
    label = models.CharField("pièce", max_length=200)
    required = models.BooleanField("obligatoire", default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(CallPart.Meta):
        verbose_name = "pièce demandée"

    def __str__(self) -> str:
        return self.label


class CallQuestion(CallPart):
    """One question of the application form, and where in the project its answer begins."""

    class Source(models.TextChoices):
        """The part of the project that first fills the answer."""

        NONE = "", "Réponse à écrire"
        SUMMARY = "RESUME", "Résumé"
        CONTEXT = "DIAGNOSTIC", "Contexte et diagnostic"
        OBJECTIVES = "OBJECTIFS", "Objectifs"
        PUBLICS = "PUBLICS", "Publics"
        PLACES = "TERRITOIRE", "Territoire et milieux"
        ACTIONS = "DEROULE", "Déroulé des actions"
        CALENDAR = "CALENDRIER", "Calendrier"
        MEANS = "MOYENS", "Moyens humains"
        PARTNERS = "PARTENAIRES", "Partenariats"
        EVALUATION = "EVALUATION", "Évaluation et indicateurs"
        BUDGET = "BUDGET", "Budget"

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    label = models.CharField("question", max_length=300)
    help_text = models.CharField("précision", max_length=300, blank=True)
    source = models.CharField("repris de", max_length=12, choices=Source, blank=True)
    required = models.BooleanField("obligatoire", default=True)
    max_chars = models.PositiveIntegerField("caractères au plus", null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(CallPart.Meta):
        verbose_name = "question du dossier"

    def __str__(self) -> str:
        return self.label
