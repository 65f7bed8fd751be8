"""What recalls deadlines: to the person responsible, only while it is of use (DECISIONS 7).

* ``funding.calls``: J-30, J-15, J-7, J-2, J0 to who is responsible of each draft;
* ``funding.reports``: J-90, J-30, J-15, J-7 to who is responsible of each report;
* ``funding.new_call``: a new call, in the Monday letter of the coordinators it concerns;
* ``funding.new_call_late``: the same at once, when it closes within thirty days.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from coordination.models import DatedRole, TeamMembership
from funding.models import Application, Call, CallDate, ReportDue
from funding.queries.applications import content_of, deadline_of
from funding.queries.call_deadlines import is_open, with_deadlines, working_days_left
from funding.queries.missing import missing_of
from msp_portal.kit import clock
from msp_portal.kit.french import count, day_month, hour, long_date
from msp_portal.kit.models import MailCategory, Reminder
from msp_portal.kit.reminders.registry import DigestLine, ReminderItem, ReminderSource
from msp_portal.kit.reminders.schedules import call_schedule, report_schedule

LATE = timedelta(days=30)  # a call known this close to its deadline cannot wait for Monday
CALLS, REPORTS = "funding.calls", "funding.reports"
NEW, NEW_LATE = "funding.new_call", "funding.new_call_late"
_AHEAD = timedelta(days=31)  # the first step of a call comes thirty days before it
_REPORT_AHEAD = timedelta(days=91)


def _url(name: str, pk: int) -> str:
    return f"{settings.PORTAL_BASE_URL}{reverse(name, args=[pk])}"


# ---- Drafts ---------------------------------------------------------------------------------


def due_calls(since: datetime, until: datetime, now: datetime) -> Iterator[ReminderItem]:
    """The steps of every draft that closes around the window."""
    days = (timezone.localtime(since).date(), timezone.localtime(until + _AHEAD).date())
    near = Q(call__closes_at__range=(since, until + _AHEAD)) | Q(
        call__dates__kind=CallDate.Kind.ROUND, call__dates__date__range=days
    )
    drafts = (
        Application.unscoped.filter(  # unscoped: the portal reminds each one of her own draft
            near, state=Application.State.DRAFT, responsible__isnull=False
        )
        .select_related("call")
        .prefetch_related(Prefetch("call__dates"))
        .order_by("pk")
        .distinct()
    )
    for draft in drafts.iterator(chunk_size=500):
        deadline = deadline_of(draft, now)
        if deadline is None or draft.responsible_id is None:
            continue
        for step in call_schedule(deadline, draft.created_at):
            # Who has just opened the draft herself is not told of it.
            own_act = step.at <= draft.created_at and draft.responsible_id == draft.created_by_id
            if since <= step.at <= until and not own_act:
                yield ReminderItem(step.at, draft.responsible_id, draft, "call", step.occurrence)


def call_still_useful(reminder: Reminder) -> bool | str:
    """Read again at sending: still a draft, still hers, still this deadline, still ahead."""
    draft = reminder.about
    assert isinstance(draft, Application)  # noqa: S101 (what this source plans)
    if not draft.is_draft:
        return "Le dossier n’est plus à déposer."
    if draft.responsible_id != reminder.recipient_id:
        return "Une autre personne en est responsable."
    moment = clock.now()
    deadline = deadline_of(draft, moment)
    if deadline is None or deadline < moment:
        return "La date limite est passée."
    if not reminder.occurrence.endswith(timezone.localtime(deadline).date().isoformat()):
        return "La date limite a changé."
    return True


def call_line(reminder: Reminder, now: datetime) -> DigestLine:
    """« Dossier « … » NON déposé : à déposer avant le … à 17 h »."""
    draft = reminder.about
    assert isinstance(draft, Application)  # noqa: S101
    deadline = deadline_of(draft, now)
    assert deadline is not None  # noqa: S101 (still_useful has just said so)
    left = len(missing_of(content_of(draft)))
    rest = f" {count(left, 'point')} à compléter." if left else " Tout y est."
    return DigestLine(
        text=(
            f"Dossier « {draft.project} » NON déposé : {draft.call} ferme le "
            f"{long_date(deadline)} à {hour(deadline)}, heure de Paris.{rest}"
        ),
        url=_url("funding:application", draft.pk),
        action_label="Ouvrir le dossier",
        date=timezone.localtime(deadline).date(),
        team=draft.team.name,
    )


# ---- Reports --------------------------------------------------------------------------------


def due_reports(since: datetime, until: datetime, now: datetime) -> Iterator[ReminderItem]:
    """The steps of every report owed around the window."""
    first = timezone.localtime(since).date()
    last = timezone.localtime(until + _REPORT_AHEAD).date()
    owed = (
        ReportDue.unscoped.filter(  # unscoped: the portal reminds each one of her own report
            sent_at__isnull=True, responsible__isnull=False, due_on__range=(first, last)
        )
        .select_related("grant__application__decision")
        .order_by("pk")
    )
    for report in owed.iterator(chunk_size=500):
        if report.responsible_id is None:
            continue
        for step in report_schedule(report.due_on, _known_at(report)):
            if since <= step.at <= until:
                yield ReminderItem(
                    step.at, report.responsible_id, report, "report", step.occurrence
                )


def _known_at(report: ReportDue) -> datetime:
    """When the team learnt that it owed this report: with the decision."""
    application = report.grant.application
    decision = getattr(application, "decision", None)
    if decision is not None:
        return max(decision.recorded_at, _morning(report.grant.granted_on))
    return _morning(report.grant.granted_on)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 8))  # noqa: DTZ001


def report_still_useful(reminder: Reminder) -> bool | str:
    """Read again at sending: not sent yet, still hers."""
    report = reminder.about
    assert isinstance(report, ReportDue)  # noqa: S101
    if report.sent_at is not None:
        return "Le compte rendu est envoyé."
    if report.responsible_id != reminder.recipient_id:
        return "Une autre personne en est responsable."
    return True


def report_line(reminder: Reminder, now: datetime) -> DigestLine:
    """« Compte rendu à … : à remettre le … »."""
    report = reminder.about
    assert isinstance(report, ReportDue)  # noqa: S101
    application = report.grant.application
    return DigestLine(
        text=(
            f"Compte rendu du projet « {report.project} » à remettre à {report.grant.funder} avant "
            f"le {long_date(report.due_on)}. Il est déjà en grande partie rempli."
        ),
        url=_url("funding:report", report.pk),
        action_label="Relire le compte rendu",
        date=report.due_on,
        team=application.team.name if application else "",
    )


# ---- New calls ------------------------------------------------------------------------------


def due_new_calls(since: datetime, until: datetime, now: datetime) -> Iterator[ReminderItem]:
    """New calls that leave time: for the Monday letter."""
    yield from _new_calls(since, now, late=False)


def due_late_calls(since: datetime, until: datetime, now: datetime) -> Iterator[ReminderItem]:
    """New calls that close within thirty days: at once."""
    yield from _new_calls(since, now, late=True)


def _new_calls(since: datetime, now: datetime, *, late: bool) -> Iterator[ReminderItem]:
    fresh = Call.unscoped.filter(  # unscoped: told to those who may read each call
        created_at__gte=since, created_at__lte=now
    )
    for call in with_deadlines(fresh, now).order_by("pk"):
        if not is_open(call, now):
            continue
        close = call.deadline is not None and call.deadline - call.created_at < LATE
        if close != late:
            continue
        for person_id in _concerned(call, now):
            if person_id != call.created_by_id:
                yield ReminderItem(call.created_at, person_id, call, "new_call", "")


def _concerned(call: Call, now: datetime) -> Iterator[int]:
    """Coordinators of the teams this call is for: its own team, or those of the federation that
    keeps it, in its departments."""
    roles = TeamMembership.unscoped.filter(  # unscoped: who coordinates, to write to her
        DatedRole.in_force(timezone.localtime(now).date()),
        role=TeamMembership.Role.COORDINATOR,
    )
    if call.owner_team_id is not None:
        roles = roles.filter(team=call.owner_team_id)
    else:
        roles = roles.filter(team__federation=call.federation_id)
        departments = list(call.departments.values_list("pk", flat=True))
        if departments:
            roles = roles.filter(team__department__in=departments)
    yield from roles.order_by("person_id").values_list("person_id", flat=True).distinct()


def new_call_still_useful(reminder: Reminder) -> bool | str:
    """Read again at sending: still open, and none of her teams answers it yet."""
    moment = clock.now()
    found = with_deadlines(
        Call.unscoped.filter(pk=reminder.about_id),  # unscoped: the call of this reminder
        moment,
    ).first()
    if found is None or not is_open(found, moment):
        return "L’appel est fermé."
    hers = TeamMembership.unscoped.filter(  # unscoped: the teams of who would be told
        DatedRole.in_force(timezone.localtime(moment).date()), person=reminder.recipient_id
    )
    if Application.unscoped.filter(  # unscoped: same
        call=found, team__in=hers.values("team")
    ).exists():
        return "L’équipe y répond déjà."
    return reminder.recipient_id in set(_concerned(found, moment)) or "N’est plus concernée."


def new_call_line(reminder: Reminder, now: datetime) -> DigestLine:
    """« Nouvel appel : … ferme le … (12 jours ouvrés) »."""
    call = with_deadlines(
        Call.unscoped.filter(pk=reminder.about_id).select_related("funder"),  # unscoped: its call
        now,
    ).get()
    left = working_days_left(call, now)
    if call.deadline is None:
        when = " Ouvert toute l’année."
    else:
        when = (
            f" Il ferme le {day_month(call.deadline)} à {hour(call.deadline)}, heure de Paris : "
            f"{count(left or 0, 'jour ouvré', 'jours ouvrés')}."
        )
    return DigestLine(
        text=f"Nouvel appel de {call.funder} : « {call} ».{when}",
        url=_url("funding:call", call.pk),
        action_label="Voir l’appel",
        date=timezone.localtime(call.deadline).date() if call.deadline else None,
    )


SOURCES = (
    ReminderSource(
        CALLS, "Dossiers à déposer", call_still_useful, call_line, due_calls
    ),
    ReminderSource(
        REPORTS, "Comptes rendus à remettre", report_still_useful, report_line, due_reports
    ),
    ReminderSource(
        NEW_LATE, "Nouveaux appels, date proche", new_call_still_useful, new_call_line,
        due_late_calls,
    ),
    ReminderSource(
        NEW, "Nouveaux appels", new_call_still_useful, new_call_line, due_new_calls,
        MailCategory.WEEKLY,
    ),
)  # fmt: skip
