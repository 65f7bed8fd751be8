"""What is asked of her, answered on the line; what she waits for, with one « Relancer »."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Min, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from coordination.models import Ask, Person
from coordination.queries.asks import waiting_asks
from coordination.services.ask_kinds import may_remind_now, told_at
from coordination.services.asks import link_for_ask, remind_ask
from coordination.today.answers import inline_answer
from msp_portal.kit.french import count, day_month
from msp_portal.kit.links.services import link_path
from msp_portal.kit.permissions import Allowed
from msp_portal.kit.scoping import Scope
from msp_portal.kit.today import (
    Act,
    ActDone,
    Part,
    TodayLine,
    TodayReader,
    TodaySource,
    place_of,
    register_today_source,
    with_places,
)

KEY = "coordination.asks"
MINE = 20
GROUPS = 8
ASKS_READ = 150
ANSWER, REMIND = "repondre", "relancer"
ANSWERED = "Cette demande n’attend plus de réponse."

WORDS = {
    Ask.Kind.ENGAGEMENT: "Dire si vous vous engagez",
    Ask.Kind.OPINION: "Donner votre avis",
    Ask.Kind.FIGURE: "Donner un chiffre",
    Ask.Kind.TESTIMONY: "Répondre à une question pour la fiche d’expérience",
    Ask.Kind.VALIDATION: "Valider",
}
AWAITED = {
    Ask.Kind.ENGAGEMENT: "Engagement demandé",
    Ask.Kind.OPINION: "Avis demandé",
    Ask.Kind.FIGURE: "Chiffre demandé",
    Ask.Kind.TESTIMONY: "Mots demandés pour la fiche d’expérience",
    Ask.Kind.VALIDATION: "Validation demandée",
}


def lines(reader: TodayReader) -> Iterator[TodayLine]:
    """Her own asks, then those of the teams she steers that wait for an answer."""
    yield from _mine(reader)
    if reader.steers:
        yield from _awaited(reader)


def _mine(reader: TodayReader) -> Iterator[TodayLine]:
    mine = waiting_asks(Scope.of(person_id=reader.person_id)).filter(person_id=reader.person_id)
    for ask in with_places(mine.select_related("about_type"), "about")[:MINE]:
        if ask.about is None:
            continue
        inline, place = inline_answer(ask), place_of(ask.about)
        words = inline.words(ask) if inline else WORDS[Ask.Kind(ask.kind)]
        asker = ask.asked_by.full_name if ask.asked_by else "Votre équipe"
        yield TodayLine(
            part=Part.ACTION,
            pk=ask.pk,
            text=f"{words} : {place.title}" if place else words,
            day=_day_of(ask),
            rank=2,
            team_id=ask.team_id,
            note=f"Demandé par {asker} le {day_month(timezone.localtime(ask.asked_at))}",
            acts=inline.acts if inline else (Act(ANSWER, "Répondre"),),
            about=ask,
            letter=False,  # an ask has its own line in the letter, once, and one reminder
        )


def _day_of(ask: Ask) -> date | None:
    """When what is asked is wanted, if the thing says so."""
    for name in ("closes_on", "due_on"):
        day = getattr(ask.about, name, None)
        if isinstance(day, date):
            return day
    return None


def _awaited(reader: TodayReader) -> Iterator[TodayLine]:
    """One line for each thing asked: how many have not answered, or who, when it is one."""
    waiting = _of_her_teams(reader)
    groups = list(
        waiting.order_by()
        .values("kind", "about_type_id", "about_id", "team_id")
        .annotate(n=Count("pk"), oldest=Min("asked_at"))
        .order_by("oldest")[:GROUPS]
    )
    if not groups:
        return
    wanted = Q()
    for group in groups:
        wanted |= Q(
            kind=group["kind"], about_type=group["about_type_id"], about_id=group["about_id"]
        )
    known: dict[tuple[Any, ...], list[Ask]] = {}
    rows = with_places(
        waiting.filter(wanted).select_related(None).select_related("person"), "about"
    )
    for ask in rows[:ASKS_READ]:
        ask.about_type = ContentType.objects.get_for_id(ask.about_type_id)
        known.setdefault(_key(ask), []).append(ask)
    for group in groups:
        asks = known.get(
            (group["kind"], group["about_type_id"], group["about_id"], group["team_id"]), []
        )
        if asks and asks[0].about is not None:
            yield _awaited_line(asks, group["n"], reader)


def _awaited_line(asks: list[Ask], waiting: int, reader: TodayReader) -> TodayLine:
    first = asks[0]
    place = place_of(first.about)
    who = f"{count(waiting, 'réponse')} {'attendue' if waiting == 1 else 'attendues'}"
    verdicts = [may_remind_now(ask, reader.now) for ask in asks]
    what = AWAITED[Ask.Kind(first.kind)]
    if waiting == 1:
        what = f"{what} à {first.person.full_name}"
    return TodayLine(
        part=Part.WAITS,
        pk=first.pk,
        text=f"{who} : {place.title}" if place else who,
        url=place.url if place else "",
        link="Voir",
        day=timezone.localtime(first.asked_at).date(),
        team_id=first.team_id,
        note=f"{what} {_when(first, verdicts, reader)}",
        acts=(Act(REMIND, "Relancer"),) if any(verdicts) else (),
        about=first,
    )


def _when(ask: Ask, verdicts: list[Allowed], reader: TodayReader) -> str:
    """When it was told, or will be; and why nobody may be reminded now, when it is one reason."""
    told = told_at(ask, ask.asked_at)
    day = day_month(timezone.localtime(told))
    if told > reader.now:
        return f": le courriel partira le {day}"
    reasons = {verdict.reason for verdict in verdicts}
    why = reasons.pop() if not any(verdicts) and len(reasons) == 1 else ""
    return f"le {day}. {why}" if why else f"le {day}"


def _of_her_teams(reader: TodayReader) -> Any:
    return waiting_asks(Scope.of(team_ids=reader.steers)).exclude(person_id=reader.person_id)


def _key(ask: Ask) -> tuple[Any, ...]:
    return (ask.kind, ask.about_type_id, ask.about_id, ask.team_id)


# ---- Acts -------------------------------------------------------------------------------------


def perform(actor: Person, reader: TodayReader, pk: int, act: str, value: str) -> ActDone:
    """« Relancer », « Répondre » on its own page, or an answer in place."""
    if act == REMIND:
        return _remind(actor, reader, pk)
    ask = _my_ask(actor, pk)
    if act == ANSWER:
        # The link is issued here, on a POST, never by showing the page.
        return ActDone(goes_to=link_path(link_for_ask(ask, reader.now)))
    inline = inline_answer(ask)
    if inline is None or act not in {each.name for each in inline.acts}:
        raise Http404
    return ActDone(inline.perform(actor, ask, act, value, reader.now))


def _my_ask(actor: Person, pk: int) -> Ask:
    asks = Ask.objects.for_scope(Scope.of(person_id=actor.pk)).select_related(
        "about_type", "person"
    )
    ask: Ask = get_object_or_404(asks, pk=pk, person=actor)
    if not ask.waits:
        raise ValidationError(ANSWERED)
    return ask


@transaction.atomic
def _remind(actor: Person, reader: TodayReader, pk: int) -> ActDone:
    """Remind everybody of the line who may be reminded today."""
    of_her_teams = Ask.objects.for_scope(Scope.of(team_ids=reader.steers))
    asked: Ask = get_object_or_404(of_her_teams, pk=pk)
    same_thing = _of_her_teams(reader).filter(
        kind=asked.kind,
        about_type=asked.about_type_id,
        about_id=asked.about_id,
        team_id=asked.team_id,
    )
    verdicts = [
        (ask, may_remind_now(ask, reader.now)) for ask in same_thing.select_related("about_type")
    ]
    if not verdicts:
        raise ValidationError(ANSWERED)
    allowed = [ask for ask, verdict in verdicts if verdict]
    if not allowed:
        raise ValidationError(verdicts[0][1].reason)
    for ask in allowed:
        remind_ask(actor=actor, ask=ask, now=reader.now)
    who = allowed[0].person.full_name if len(allowed) == 1 else count(len(allowed), "personne")
    leaves = told_at(allowed[0], reader.now)
    when = "part maintenant" if leaves <= reader.now else f"partira le {day_month(leaves)}"
    return ActDone(f"La relance à {who} {when}.")


def register() -> None:
    """Called when Django starts."""
    register_today_source(TodaySource(KEY, lines, perform))
