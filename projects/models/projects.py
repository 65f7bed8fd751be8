"""The prevention project, the teams that carry it, the persons who refer for it."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q

from coordination.models import DatedRole, Share, Team
from msp_portal.kit import clock
from msp_portal.kit.locking import VersionedModel
from msp_portal.kit.scoping import Scope, ScopedModel


class Project(VersionedModel, ScopedModel):
    """A prevention project (projet de prévention) of one or several teams.

    ``title_key`` is the title in lower case, without accents, hyphens and apostrophes, computed by
    PostgreSQL for the search of the list.
    """

    class Stage(models.TextChoices):
        """The six stations of the ligne de vie."""

        NEED = "BESOIN", "Besoin"
        TEAM = "EQUIPE", "Équipe"
        FUNDING = "FINANCEMENT", "Financement"
        ACTION = "ACTION", "Action"
        REVIEW = "BILAN", "Bilan"
        SHARING = "PARTAGE", "Partage"

    class Status(models.TextChoices):
        ONGOING = "EN_COURS", "En cours"
        PAUSED = "EN_PAUSE", "En pause"
        STOPPED = "ARRETE", "Arrêté"
        DONE = "TERMINE", "Terminé"

    class Level(models.TextChoices):
        PATIENTS = "PATIENTS", "Patients"
        PATIENT_BASE = "PATIENTELE", "Patientèle"
        POPULATION = "POPULATION", "Population"

    class Origin(models.TextChoices):
        OWN = "EQUIPE", "Conçu par l’équipe"
        TURNKEY = "CLE_EN_MAIN", "Programme clé en main"
        TAKEN_OVER = "REPRIS", "Repris d’une autre équipe"
        RENEWED = "RENOUVELE", "Refait d’une année sur l’autre"
        STARTER = "MODELE", "Parti d’un modèle de projet"

    class EvaluationState(models.TextChoices):
        NOT_PLANNED = "NON_PREVUE", "Non prévue"
        ONGOING = "EN_COURS", "En cours"
        DONE = "FAITE", "Faite"

    title = models.CharField("titre", max_length=200)
    summary = models.TextField("en deux phrases", blank=True)
    stage = models.CharField("étape", max_length=12, choices=Stage, default=Stage.NEED)
    status = models.CharField("état", max_length=10, choices=Status, default=Status.ONGOING)
    origin = models.CharField("origine", max_length=12, choices=Origin, default=Origin.OWN)
    starter_code = models.CharField(
        "modèle de projet",
        max_length=40,
        blank=True,
        db_default="",
        default="",
        help_text="Le code du modèle dont le projet est parti ; il date son déroulé.",
    )
    level = models.CharField("niveau", max_length=10, choices=Level, blank=True)
    main_theme = models.ForeignKey(
        "reference.Theme",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="thème principal",
    )
    other_themes = models.ManyToManyField(
        "reference.Theme", blank=True, related_name="+", verbose_name="autres thèmes"
    )
    publics = models.ManyToManyField(
        "reference.Public", blank=True, related_name="+", verbose_name="publics"
    )
    age_bands = models.ManyToManyField(
        "reference.AgeBand", blank=True, related_name="+", verbose_name="tranches d’âge"
    )
    places_of_action = models.ManyToManyField(
        "reference.Setting", blank=True, related_name="+", verbose_name="milieux"
    )
    action_kinds = models.ManyToManyField(
        "reference.ActionKind", blank=True, related_name="+", verbose_name="types d’action"
    )
    communes = models.ManyToManyField(
        "reference.Commune", blank=True, related_name="+", verbose_name="communes"
    )
    start_date = models.DateField("début", null=True, blank=True)
    end_date = models.DateField("fin", null=True, blank=True)
    anchor_date = models.DateField("date de l’action", null=True, blank=True)
    anchor_label = models.CharField("ce qui a lieu ce jour-là", max_length=120, blank=True)
    recurrence_month = models.PositiveSmallIntegerField(
        "tous les ans en (mois)", null=True, blank=True
    )
    is_aci = models.BooleanField("compte pour l’ACI (mission de santé publique)", default=False)
    funding_kinds = models.ManyToManyField(
        "reference.FunderKind", blank=True, related_name="+", verbose_name="financements"
    )
    evaluation_state = models.CharField(
        "évaluation", max_length=10, choices=EvaluationState, default=EvaluationState.NOT_PLANNED
    )
    hill_position = models.PositiveSmallIntegerField(
        "avancement ressenti", default=0, help_text="De 0 à 100, posé à la main sur la colline."
    )
    programme = models.ForeignKey(
        "projects.Programme",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
        verbose_name="programme clé en main",
    )
    renewed_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="renewals",
        verbose_name="refait à partir de",
    )
    visit_card_hidden = models.BooleanField("carte de visite retirée", default=False)
    illustration = models.BooleanField(
        "comporte de l’illustration",
        default=False,
        help_text="Une partie des données de ce projet est inventée pour la démonstration.",
    )
    created_at = models.DateTimeField("ouvert le")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    last_activity_at = models.DateTimeField("dernier signe", db_index=True)
    teams = models.ManyToManyField(Team, through="projects.ProjectTeam", related_name="projects")
    title_key = models.GeneratedField(
        expression=Func(F("title"), function="f_search_key"),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="titre pour la recherche",
    )

    class Meta(ScopedModel.Meta):
        verbose_name = "projet de prévention"
        verbose_name_plural = "projets de prévention"
        ordering = ["-last_activity_at", "-pk"]
        indexes = [
            GinIndex(OpClass(F("title_key"), name="gin_trgm_ops"), name="project_title_trgm"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__isnull=True)
                | Q(start_date__isnull=True)
                | Q(end_date__gte=F("start_date")),
                name="project_dates",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
            models.CheckConstraint(condition=Q(hill_position__lte=100), name="project_hill_0_100"),
            models.CheckConstraint(
                condition=Q(recurrence_month__isnull=True) | Q(recurrence_month__range=(1, 12)),
                name="project_recurrence_month",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="project_has_title"),
            models.CheckConstraint(
                condition=Q(renewed_from__isnull=True) | ~Q(renewed_from=F("id")),
                name="project_not_own_ancestor",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """Teams see their projects; organisations see those shared to them, nothing else."""
        # unscoped: is the scope
        by_team = ProjectTeam.unscoped.filter(team_id__in=scope.team_ids, left_at__isnull=True)
        of_teams = by_team.order_by().values("project_id")
        if not scope.organisation_ids:
            return Q(pk__in=of_teams)
        shares = Share.objects.for_scope(Scope.of(organisation_ids=scope.organisation_ids)).filter(
            Share.in_force(clock.today()), what=Share.What.PROJECT
        )
        # One list of keys, not « one list or the other »: PostgreSQL then reads these projects
        # alone, not every project of the country.
        return Q(pk__in=of_teams.union(shares.order_by().values("project_id")))


class ProjectOwnedModel(ScopedModel):
    """Base of what belongs to a project and stays with its teams, whatever was shared."""

    class Meta(ScopedModel.Meta):
        abstract = True

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """Only the teams of the project: organisations read frozen or shared things elsewhere."""
        # unscoped: is the scope
        by_team = ProjectTeam.unscoped.filter(team_id__in=scope.team_ids, left_at__isnull=True)
        return Q(project_id__in=by_team.values("project_id"))


class ProjectTeam(ScopedModel):
    """A team that carries a project; one of them is porteuse."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="project_teams")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="project_teams")
    is_lead = models.BooleanField("équipe porteuse", default=False)
    joined_at = models.DateTimeField("depuis le")
    left_at = models.DateTimeField("jusqu’au", null=True, blank=True)

    named_with = ("team", "project")

    class Meta(ScopedModel.Meta):
        verbose_name = "équipe du projet"
        ordering = ["-is_lead", "pk"]
        indexes = [models.Index(fields=["team", "left_at", "project"])]
        constraints = [
            models.UniqueConstraint(fields=["project", "team"], name="project_team_once"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(is_lead=True), name="project_one_lead_team"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team} — {self.project}"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        return Q(team_id__in=scope.team_ids)


class ProjectRole(DatedRole, ProjectOwnedModel):
    """Who carries the project, refers for it or takes part. A name appears only after a yes."""

    class Role(models.TextChoices):
        CARRIER = "PORTEUR", "Porte le projet"
        REFERENT = "REFERENT", "Référente ou référent"
        PARTICIPANT = "PARTICIPANT", "Participe"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="roles")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("rôle", max_length=12, choices=Role)
    label = models.CharField("en clair", max_length=120, blank=True)
    accepted_at = models.DateTimeField("accepté le", null=True, blank=True)

    named_with = ("person",)

    class Meta(ScopedModel.Meta):
        verbose_name = "rôle dans le projet"
        ordering = ["role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="project_role_dates",
            ),
            models.UniqueConstraint(
                fields=["project", "person", "role"],
                condition=Q(until__isnull=True),
                name="project_role_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} — {self.get_role_display()}"
