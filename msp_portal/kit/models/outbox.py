"""A mail to be sent: a row written in the business transaction."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q


class MailCategory(models.TextChoices):
    """The budget a mail counts against (DECISIONS 7)."""

    WEEKLY = "weekly", "Lettre du lundi"
    DATED = "dated", "Rappel de date"
    ASKED = "asked", "À votre demande"


class MailState(models.TextChoices):
    """Where a mail is. The words are those shown on « Mes courriels »."""

    QUEUED = "queued", "à envoyer"
    CLAIMED = "claimed", "en cours d’envoi"
    SENT = "sent", "envoyé"
    UNCERTAIN = "uncertain", "peut-être envoyé"
    CANCELLED = "cancelled", "devenu inutile"
    FAILED = "failed", "non remis"


class Mail(models.Model):
    """One mail of one kind, about one thing, to one person, for one occurrence: never twice.

    The row keeps kind and ids; the text is rendered at sending, so that it is true when it leaves
    and archives carry no live link. States: ``queued → claimed → sent``; ``claimed`` rows whose
    worker died go back to ``queued`` when the mail server had not been spoken to yet
    (``handed_at`` empty) and to ``uncertain`` otherwise: those leave once more under the same
    Message-ID and keep ``uncertain_at`` for ever (DECISIONS 8).
    """

    kind = models.CharField("type", max_length=60)
    category = models.CharField("catégorie", max_length=8, choices=MailCategory)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="destinataire",
        null=True,
        on_delete=models.CASCADE,
        related_name="mails",
        db_index=False,  # « mail_once_per_person » begins with it
    )
    to_address = models.CharField(
        "adresse",
        max_length=254,
        blank=True,
        help_text="Adresse d’une personne : copiée à l’envoi. Adresse nue : dite d’emblée.",
    )
    about_type = models.ForeignKey(
        ContentType, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    about_id = models.BigIntegerField(null=True)
    about = GenericForeignKey("about_type", "about_id")
    occurrence = models.CharField("occurrence", max_length=120, blank=True)
    message_id = models.CharField("Message-ID", max_length=200)

    state = models.CharField("état", max_length=9, choices=MailState, default=MailState.QUEUED)
    not_before = models.DateTimeField("pas avant")
    created_at = models.DateTimeField("écrit le")
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    claimed_at = models.DateTimeField("pris le", null=True)
    claimed_by = models.CharField("pris par", max_length=120, blank=True)
    handed_at = models.DateTimeField("confié au serveur le", null=True)
    sent_at = models.DateTimeField("envoyé le", null=True)
    uncertain_at = models.DateTimeField("incertain depuis le", null=True)
    closed_at = models.DateTimeField("clos le", null=True)
    budget_day = models.DateField("jour de budget", null=True)
    subject_sent = models.CharField("objet envoyé", max_length=200, blank=True)
    reason = models.CharField("raison", max_length=300, blank=True)

    class Meta:
        verbose_name = "courriel"
        ordering = ["-created_at", "-pk"]
        # Every index is paid three times by each mail (written, claimed, sent): few, and narrow.
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                name="mail_open",
                condition=Q(state__in=["queued", "claimed", "uncertain"]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["message_id"], name="mail_message_id"),
            models.UniqueConstraint(
                fields=["recipient", "kind", "about_type", "about_id", "occurrence"],
                condition=Q(recipient__isnull=False),
                nulls_distinct=False,
                name="mail_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["kind", "about_type", "about_id", "occurrence", "to_address"],
                condition=Q(recipient__isnull=True),
                nulls_distinct=False,
                name="mail_once_per_address",
            ),
            # The budget itself: one weekly mail a week, one dated mail a day (DECISIONS 7).
            models.UniqueConstraint(
                fields=["recipient", "category", "budget_day"],
                condition=Q(budget_day__isnull=False),
                name="mail_budget",
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False) | ~Q(to_address=""),
                name="mail_has_someone",
            ),
            models.CheckConstraint(
                condition=Q(about_type__isnull=True, about_id__isnull=True)
                | Q(about_type__isnull=False, about_id__isnull=False),
                name="mail_about_whole",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="queued",
                    claimed_at__isnull=True,
                    claimed_by="",
                    handed_at__isnull=True,
                    sent_at__isnull=True,
                    uncertain_at__isnull=True,
                    closed_at__isnull=True,
                    budget_day__isnull=True,
                )
                | Q(
                    state="claimed",
                    claimed_at__isnull=False,
                    sent_at__isnull=True,
                    closed_at__isnull=True,
                )
                & ~Q(claimed_by="")
                | Q(
                    state="sent",
                    claimed_at__isnull=False,
                    handed_at__gte=models.F("claimed_at"),
                    sent_at__gte=models.F("handed_at"),
                    closed_at__isnull=True,
                )
                & ~Q(to_address="")
                & ~Q(subject_sent="")
                | Q(state="uncertain", uncertain_at__isnull=False, sent_at__isnull=True)
                | Q(
                    state__in=["cancelled", "failed"],
                    closed_at__isnull=False,
                    sent_at__isnull=True,
                    budget_day__isnull=True,
                )
                & ~Q(reason=""),
                name="mail_state_chain",
            ),
            models.CheckConstraint(
                condition=Q(category="asked", budget_day__isnull=True)
                | Q(category__in=["weekly", "dated"]),
                name="mail_asked_is_free",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.recipient or self.to_address} ({self.get_state_display()})"

    @property
    def may_be_double(self) -> bool:
        """Whether the person may have received it twice (same Message-ID): shown as such."""
        return self.uncertain_at is not None
