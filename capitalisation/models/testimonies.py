"""What the people of the project answered to six questions, and the sentences taken from it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from capitalisation.models.sheets import ExperienceSheet, words_visible_to
from msp_portal.kit.locking import VersionedModel
from msp_portal.kit.scoping import Scope, ScopedModel


class Testimony(VersionedModel, ScopedModel):
    """One person's answers, given by a link. Read by the team only, whatever is quoted from it."""

    sheet = models.ForeignKey(ExperienceSheet, on_delete=models.CASCADE, related_name="testimonies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_by = models.CharField("fonction", max_length=80, blank=True)
    may_quote = models.BooleanField("accepte d’être citée sans son nom", default=False)
    origin = models.TextField("l’idée", blank=True)
    moment = models.TextField("un moment", blank=True)
    helped = models.TextField("ce qui a aidé", blank=True)
    hindered = models.TextField("ce qui a freiné", blank=True)
    changed = models.TextField("ce que cela a changé", blank=True)
    advice = models.TextField("un conseil", blank=True)
    answered_at = models.DateTimeField("répondu le")

    named_with = ("sheet", "person")

    class Meta(ScopedModel.Meta):
        verbose_name = "témoignage"
        ordering = ["answered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "person"], name="testimony_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.said_by or 'Quelqu’un'} – {self.sheet}"

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        """The teams of the project, and who answered; never the federation."""
        inside = Scope.of(team_ids=scope.team_ids)
        return words_visible_to(inside) | Q(person_id=scope.person_id)


class SheetQuote(ScopedModel):
    """A sentence heard, said by a function, never by a name."""

    sheet = models.ForeignKey(ExperienceSheet, on_delete=models.CASCADE, related_name="quotes")
    testimony = models.ForeignKey(
        Testimony, null=True, blank=True, on_delete=models.CASCADE, related_name="quotes"
    )
    text = models.TextField("parole")
    said_by = models.CharField("qui parle", max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(ScopedModel.Meta):
        verbose_name = "parole d’acteur"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(said_by=""), name="quote_says_what_and_who"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @classmethod
    def visible_to(cls, scope: Scope) -> Q:
        return words_visible_to(scope)
