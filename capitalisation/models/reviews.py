"""The federation's review of a sheet, on the four groups of criteria of CAPS."""

from django.conf import settings
from django.db import models

from capitalisation.models.sheets import ExperienceSheet
from coordination.models import Organisation
from msp_portal.kit.scoping import Scope, ScopedModel


class SheetReview(ScopedModel):
    """One reading of a sheet by a federation officer."""

    class Verdict(models.TextChoices):
        TO_CORRECT = "CORRECTIONS", "À reprendre"
        VALIDATED = "VALIDEE", "Validée"

    sheet = models.ForeignKey(ExperienceSheet, on_delete=models.CASCADE, related_name="reviews")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    verdict = models.CharField("avis", max_length=12, choices=Verdict)
    comment = models.TextField("commentaire", blank=True)
    reviewed_at = models.DateTimeField("relue le")

    named_with = ("sheet",)

    class Meta(ScopedModel.Meta):
        verbose_name = "relecture"
        ordering = ["-reviewed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} — {self.sheet}"

    @classmethod
    def visible_to(cls, scope: Scope) -> models.Q:
        return models.Q(sheet__team_id__in=scope.team_ids) | models.Q(
            organisation_id__in=scope.organisation_ids
        )


class SheetReviewAnswer(ScopedModel):
    """oui / non / nr and a comment on one group of criteria."""

    class Group(models.TextChoices):
        METHOD = "1", "Respect des attendus de la méthodologie de la capitalisation"
        ELIGIBILITY = "2", "Éligibilité de l’action à la capitalisation"
        ETHICS = "3", "Respect des valeurs et de l’éthique de la promotion de la santé"
        PRINCIPLES = "4", "Principes d’action en promotion de la santé"

    class Answer(models.TextChoices):
        YES = "OUI", "oui"
        NO = "NON", "non"
        NR = "NR", "non renseigné ou sans objet"

    review = models.ForeignKey(SheetReview, on_delete=models.CASCADE, related_name="answers")
    group = models.CharField("critères", max_length=1, choices=Group)
    answer = models.CharField("réponse", max_length=3, choices=Answer)
    comment = models.CharField("commentaire", max_length=500, blank=True)

    class Meta(ScopedModel.Meta):
        verbose_name = "réponse de relecture"
        ordering = ["group", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "group"], name="review_group_once")
        ]

    def __str__(self) -> str:
        return f"{self.group} : {self.answer}"

    @classmethod
    def visible_to(cls, scope: Scope) -> models.Q:
        return models.Q(review__in=SheetReview.objects.for_scope(scope))
