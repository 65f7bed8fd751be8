"""Six questions by link to the people of the project, and the sentences taken from their answers."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from capitalisation.models import ExperienceSheet, SheetQuote, Testimony
from capitalisation.services.sheets import writable
from coordination.models import Ask, Person
from coordination.services.asks import ask_people, mark_answered, reopen_ask
from msp_portal.kit import clock
from msp_portal.kit.links.services import mark_used
from msp_portal.kit.locking import save_if_current
from msp_portal.kit.models import ActionLink
from projects.services.project_activity import record_project_event

TESTIMONY_ACTION = "capitalisation.testimony"
QUESTIONS: Mapping[str, str] = {
    "origin": "Comment l’idée est-elle née, vue de votre place ?",
    "moment": "Un moment que vous racontez encore ?",
    "helped": "Qu’est-ce qui a aidé ?",
    "hindered": "Qu’est-ce qui a freiné, ou coûté ?",
    "changed": "Qu’est-ce que cela a changé, pour les habitants, pour l’équipe, pour vous ?",
    "advice": "Que diriez-vous à une équipe qui voudrait le faire ?",
}
CLOSED = "Cette fiche n’attend plus de réponse."
NOTHING_SAID = "Répondez au moins à une question : une phrase suffit."
NO_FUNCTION = "Dites sous quelle fonction vous acceptez d’être citée : « infirmière », par exemple."
NOT_AGREED = "Cette personne n’a pas accepté d’être citée."
NOT_HER_WORDS = (
    "Une parole se cite telle qu’elle a été écrite : coupez avec « […] », sans changer les mots."
)
NEEDS_WHO = "Dites qui parle, par sa fonction : « une habitante », « le directeur d’école »."
CUT = re.compile(r"\s*(?:\[…\]|\[\.\.\.\]|…)\s*")


@transaction.atomic
def ask_testimonies(
    *,
    actor: Person,
    sheet: ExperienceSheet,
    persons: Iterable[Person],
    message: str = "",
    now: datetime | None = None,
) -> list[Ask]:
    """Send the six questions, once to each; those without address get a link to be handed over."""
    if sheet.state == ExperienceSheet.State.WITHDRAWN:
        raise ValidationError(CLOSED)
    return ask_people(
        actor=actor,
        team=sheet.team,
        kind=Ask.Kind.TESTIMONY,
        about=sheet,
        persons=persons,
        message=message.strip(),
        now=now,
    )


@transaction.atomic
def record_testimony(
    *,
    ask: Ask,
    answers: Mapping[str, str],
    said_by: str,
    may_quote: bool,
    expected_version: int = 0,
    via_link: ActionLink | None = None,
    now: datetime | None = None,
) -> Testimony:
    """Keep what the person answered. She may come back and change it by the same link.

    Sentences already taken from it that she changes, or no longer lets us quote, leave the sheet
    being written; what was published stays until the team publishes again.
    Raises ``ValidationError`` for an empty answer, ``StaleSave`` when another of her windows saved
    first.
    """
    moment = now or clock.now()
    sheet = _sheet_of(ask)
    values = _values(answers, said_by, may_quote=may_quote)
    known: Testimony | None = (
        Testimony.unscoped.select_for_update()  # unscoped: the answer of the person of the link
        .filter(sheet=sheet, person=ask.person)
        .first()
    )
    if known is None:
        saved: Testimony = Testimony.objects.create(
            sheet=sheet, person=ask.person, answered_at=moment, **values
        )
    else:
        saved = save_if_current(
            known, expected_version=expected_version, changes={**values, "answered_at": moment}
        )
    _drop_lost_quotes(saved)
    mark_answered(ask=ask, now=moment)
    _tell(ask.person, sheet, "sheet.testified", via_link, moment)
    return saved


@transaction.atomic
def take_back_testimony(
    *, ask: Ask, via_link: ActionLink | None = None, now: datetime | None = None
) -> None:
    """Her answers and the sentences taken from them are erased; the question waits again."""
    moment = now or clock.now()
    sheet = _sheet_of(ask)
    gone, _rows = Testimony.unscoped.filter(  # unscoped: the answer of the person of the link
        sheet=sheet, person=ask.person
    ).delete()
    if gone:
        reopen_ask(ask=ask)
        _tell(ask.person, sheet, "sheet.testimony_taken_back", via_link, moment)


@transaction.atomic
def add_quote(
    *,
    actor: Person,
    sheet: ExperienceSheet,
    text: str,
    said_by: str = "",
    testimony: Testimony | None = None,
    now: datetime | None = None,
) -> SheetQuote:
    """Put a sentence on the sheet, under a function, never a name.

    From a testimony: word for word, and only when its author agreed. Raises ``ValidationError``.
    """
    current = writable(sheet)
    words = " ".join(text.split())
    who = testimony.said_by if testimony else " ".join(said_by.split())
    if not words:
        raise ValidationError({"text": "Choisissez une phrase."})
    if testimony is not None:
        _check_may_quote(current, testimony, words)
    if not who:
        raise ValidationError({"said_by": NEEDS_WHO})
    rows = SheetQuote.unscoped.filter(sheet=current)  # unscoped: the caller's sheet
    last = rows.aggregate(last=Max("position"))["last"] or 0
    quote: SheetQuote = SheetQuote.objects.create(
        sheet=current, testimony=testimony, text=words, said_by=who, position=last + 1
    )
    _tell(actor, current, "sheet.quote_added", None, now or clock.now())
    return quote


@transaction.atomic
def remove_quote(*, actor: Person, quote: SheetQuote, now: datetime | None = None) -> None:
    """Take a sentence off the sheet."""
    current = writable(quote.sheet)
    quote.delete()
    _tell(actor, current, "sheet.quote_removed", None, now or clock.now())


def is_said_in(words: str, testimony: Testimony) -> bool:
    """Whether each piece of ``words``, between the cuts « […] », is in one of the answers."""
    pieces = [_plain(piece) for piece in CUT.split(words) if piece.strip()]
    answers = [_plain(getattr(testimony, name)) for name in QUESTIONS]
    return bool(pieces) and all(any(piece in said for said in answers) for piece in pieces)


def _check_may_quote(sheet: ExperienceSheet, testimony: Testimony, words: str) -> None:
    if testimony.sheet_id != sheet.pk or not testimony.may_quote:
        raise ValidationError({"text": NOT_AGREED})
    if not is_said_in(words, testimony):
        raise ValidationError({"text": NOT_HER_WORDS})


def _plain(text: str) -> str:
    """Case, spaces, apostrophes and the final stop do not make other words."""
    flat = " ".join(text.split()).replace("’", "'").replace("\u00a0", " ")
    return flat.strip(' .«»"').lower()


def _values(answers: Mapping[str, str], said_by: str, *, may_quote: bool) -> dict[str, Any]:
    said = {name: str(answers.get(name, "")).strip() for name in QUESTIONS}
    who = " ".join(said_by.split())
    if not any(said.values()):
        raise ValidationError(NOTHING_SAID)
    if may_quote and not who:
        raise ValidationError({"said_by": NO_FUNCTION})
    return {**said, "said_by": who, "may_quote": may_quote}


def _drop_lost_quotes(testimony: Testimony) -> None:
    """What she no longer says, or no longer lets us say."""
    for quote in SheetQuote.unscoped.filter(testimony=testimony):  # unscoped: her own words
        if not testimony.may_quote or not is_said_in(quote.text, testimony):
            quote.delete()
        elif quote.said_by != testimony.said_by:
            quote.said_by = testimony.said_by
            quote.save(update_fields=["said_by"])


def _sheet_of(ask: Ask) -> ExperienceSheet:
    sheet = ask.about
    if not isinstance(sheet, ExperienceSheet) or sheet.state == ExperienceSheet.State.WITHDRAWN:
        raise ValidationError(CLOSED)
    if ask.closed_at is not None:
        raise ValidationError(CLOSED)
    return sheet


def _tell(
    actor: Person, sheet: ExperienceSheet, verb: str, via_link: ActionLink | None, now: datetime
) -> None:
    if via_link is not None:
        mark_used(via_link, now=now)
    record_project_event(
        actor=actor, project=sheet.project, verb=verb, subject=sheet, via_link=via_link, now=now
    )
