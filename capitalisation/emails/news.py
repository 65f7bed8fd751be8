"""The lines that tell what became of a sheet; each is read again when the mail is written."""

from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from capitalisation.models import ExperienceSheet, SheetReview, Takeover
from capitalisation.services import news
from msp_portal.kit.models.outbox import MailCategory
from msp_portal.kit.models.reminders import Reminder
from msp_portal.kit.reminders.registry import DigestLine, ReminderSource, register_source

State = ExperienceSheet.State
GONE = "La fiche n’existe plus."
# A line is owed while the sheet is still where it was when it was written.
_WHILE = {
    news.SUBMITTED: (State.IN_REVIEW, "La fiche n’attend plus de relecture."),
    news.SENT_BACK: (State.TO_CORRECT, "L’équipe a déjà renvoyé la fiche."),
    news.VALIDATED: (State.VALIDATED, "La fiche n’attend plus d’être publiée."),
    news.PUBLISHED: (State.PUBLISHED, "La fiche a été retirée entre-temps."),
    news.WITHDRAWN: (State.WITHDRAWN, "La fiche est revenue entre-temps."),
}


def register() -> None:
    """Declare both sources: what waits for somebody, what is good to know."""
    register_source(
        ReminderSource(
            key=news.TO_DO,
            label="Fiches d’expérience : à vous de jouer",
            still_useful=still_useful,
            line=line,
            category=MailCategory.DATED,
        )
    )
    register_source(
        ReminderSource(
            key=news.GOOD_TO_KNOW,
            label="Fiches d’expérience : bon à savoir",
            still_useful=still_useful,
            line=line,
            category=MailCategory.WEEKLY,
        )
    )


def still_useful(reminder: Reminder) -> bool | str:
    """Only while the sheet is where the line says."""
    about = reminder.about
    if isinstance(about, Takeover):
        return True
    if not isinstance(about, ExperienceSheet):
        return GONE
    state, why_not = _WHILE[reminder.kind]
    return True if about.state == state else why_not


def line(reminder: Reminder, now: datetime) -> DigestLine:
    """One sentence and where to go."""
    about = reminder.about
    if isinstance(about, Takeover):
        return _taken_over(about)
    assert isinstance(about, ExperienceSheet)  # noqa: S101 (said by still_useful)
    text, action, name = _WORDS[reminder.kind]
    words = text.format(title=about.title, team=about.team.name, why=_last_comment(about))
    arg = about.slug if name == "published" else about.pk
    url = reverse(f"capitalisation:{name}", args=[arg]) if name != "library" else _library()
    return DigestLine(
        text=words, url=urljoin(settings.PORTAL_BASE_URL, url), action_label=action,
        team=about.team.name,
    )  # fmt: skip


_WORDS = {
    news.SUBMITTED: (
        "{team} vous envoie la fiche d’expérience « {title} » en relecture.",
        "Lire et donner un avis",
        "review",
    ),
    news.SENT_BACK: (
        "Votre fédération a lu la fiche « {title} » et propose de reprendre : {why}",
        "Voir la relecture",
        "sheet",
    ),
    news.VALIDATED: (
        "Votre fédération a validé la fiche « {title} ». Elle ne sera publique que si vous la publiez.",
        "Relire et publier",
        "publish",
    ),
    news.PUBLISHED: (
        "La fiche d’expérience « {title} » est dans la bibliothèque, ouverte à tous.",
        "La lire",
        "published",
    ),
    news.WITHDRAWN: (
        "{team} a retiré la fiche « {title} » de la bibliothèque.",
        "Ouvrir la bibliothèque",
        "library",
    ),
}


def _library() -> str:
    return str(reverse("capitalisation:library"))


def _last_comment(sheet: ExperienceSheet) -> str:
    review = SheetReview.unscoped.filter(sheet=sheet).first()  # unscoped: told to its own team
    return f"« {review.comment} »" if review and review.comment else ""


def _taken_over(takeover: Takeover) -> DigestLine:
    changes = f" Ce qu’elle change : « {takeover.changes_text} »" if takeover.changes_text else ""
    url = reverse("capitalisation:sheet", args=[takeover.sheet_id])
    return DigestLine(
        text=f"L’équipe {takeover.team.name} reprend votre projet « {takeover.sheet.title} ».{changes}",
        url=urljoin(settings.PORTAL_BASE_URL, url),
        action_label="Voir qui l’a repris",
        team=takeover.sheet.team.name,
    )
