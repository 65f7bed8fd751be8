"""Partners of a project: organisations and persons, invited for this project only."""

from django.conf import settings
from django.db import models

from msp_portal.kit.locking import VersionedModel
from projects.models.projects import Project, ProjectOwnedModel


class Partner(VersionedModel, ProjectOwnedModel):
    """A partner of one project, who can answer by link if a contact person is known."""

    class Kind(models.TextChoices):
        ORGANISATION = "ORGANISATION", "Organisation"
        PERSON = "PERSONNE", "Personne"

    class Role(models.TextChoices):
        OPERATIONAL = "OPERATIONNEL", "Partenaire opérationnel"
        FINANCIAL = "FINANCIER", "Partenaire financier"
        INSTITUTIONAL = "INSTITUTIONNEL", "Partenaire institutionnel"
        METHOD = "METHODO", "Appui méthodologique"
        RELAY = "RELAIS", "Relais, orientation"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partners")
    kind = models.CharField("type", max_length=12, choices=Kind, default=Kind.ORGANISATION)
    name = models.CharField("nom", max_length=160)
    role = models.CharField("rôle", max_length=16, choices=Role, default=Role.OPERATIONAL)
    contribution = models.CharField("ce qu’il apporte", max_length=240, blank=True)
    organisation = models.ForeignKey(
        "coordination.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="contact",
    )
    has_agreement = models.BooleanField("convention signée", default=False)
    illustration = models.BooleanField("illustration", default=False)

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "partenaire"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="partner_once_per_project"),
        ]

    def __str__(self) -> str:
        return self.name


class PartnerNews(ProjectOwnedModel):
    """« Ce qu’il en est advenu »: what the team told the partners who wanted to know.

    One human act, one mail to each of them; the words are kept here, the mail row holds only keys.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partner_news")
    text = models.TextField("ce qu’il en est advenu")
    told_to = models.PositiveSmallIntegerField("envoyé à (personnes)")
    sent_at = models.DateTimeField("envoyé le")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(ProjectOwnedModel.Meta):
        verbose_name = "nouvelle aux partenaires"
        verbose_name_plural = "nouvelles aux partenaires"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="partner_news_has_text"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
