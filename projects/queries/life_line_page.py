"""The ligne de vie in full: six stations, months below, the next two dates, who. One A4."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from msp_portal.kit.french import month_year
from msp_portal.kit.life_line import LifeLine, NextDate
from msp_portal.kit.scoping import Scope
from msp_portal.reference.calendar import add_months
from projects.models import Action, ProgressNote, Project, ProjectRole, Task
from projects.queries.life_line import life_line_of

MONTHS_SHOWN = 12
LINES_ON_A_SHEET = 54  # what fits under the drawing in three columns, titles of months apart
LETTERS_A_LINE = 26
FULL_MONTH = 8

EntryKind = Literal["action", "task", "date"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of one month, as it is read on the wall."""

    day: date
    what: str
    kind: EntryKind
    who: str = ""
    done: bool = False
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """One month with what it holds; ``more`` things did not fit on the sheet."""

    first: date
    entries: tuple[Entry, ...]
    more: int = 0
    is_present: bool = False

    @property
    def name(self) -> str:
        """« novembre 2026 »."""
        return month_year(self.first)


@dataclass(frozen=True)
class LifeLinePage:
    """Everything the page and its sheet say."""

    line: LifeLine
    months: tuple[Month, ...]
    carriers: tuple[ProjectRole, ...]
    participants: int
    undated: int

    @property
    def is_empty(self) -> bool:
        """No date anywhere yet."""
        return not self.months


def life_line_page(project: Project, scope: Scope, today: date) -> LifeLinePage:
    """The whole ligne de vie of a project on ``today``. Four queries."""
    actions = list(Action.objects.for_scope(scope).filter(project=project))
    tasks = list(Task.objects.for_scope(scope).filter(project=project).select_related("owner"))
    note = (
        ProgressNote.objects.for_scope(scope).filter(project=project).select_related("by").first()
    )
    roles = list(
        ProjectRole.objects.for_scope(scope)
        .filter(project=project, until__isnull=True, accepted_at__isnull=False)
        .select_related("person__profession")
    )
    entries = _entries(project, actions, tasks)
    carriers = tuple(role for role in roles if role.role != ProjectRole.Role.PARTICIPANT)
    return LifeLinePage(
        line=life_line_of(project, next_dates=_to_come(entries, today), note=note),
        months=_months(entries, today),
        carriers=carriers,
        participants=len({role.person_id for role in roles}) - len({c.person_id for c in carriers}),
        undated=sum(not action.date for action in actions) + sum(not task.due_on for task in tasks),
    )


def _entries(project: Project, actions: Iterable[Action], tasks: Iterable[Task]) -> list[Entry]:
    found = [
        Entry(
            day=action.date,
            what=action.label,
            kind="action",
            who=action.place,
            done=action.state == Action.State.DONE,
            cancelled=action.state == Action.State.CANCELLED,
        )
        for action in actions
        if action.date
    ]
    found += [
        Entry(
            day=task.due_on,
            what=task.label,
            kind="task",
            who=task.owner.full_name if task.owner and task.owner_accepted_at else "",
            done=task.is_done,
        )
        for task in tasks
        if task.due_on
    ]
    anchor = project.anchor_date
    if anchor and not any(e.day == anchor and e.kind == "action" for e in found):
        found.append(Entry(anchor, project.anchor_label or "L’action a lieu", "date"))
    ranks = {"date": 0, "action": 1, "task": 2}
    return sorted(found, key=lambda entry: (entry.day, ranks[entry.kind], entry.what))


def _to_come(entries: Iterable[Entry], today: date) -> list[NextDate]:
    return [
        NextDate(day=entry.day, what=entry.what)
        for entry in entries
        if entry.day >= today and not entry.done and not entry.cancelled
    ]


def _months(entries: Sequence[Entry], today: date) -> tuple[Month, ...]:
    """The months that hold something, a year at most, around the present one."""
    by_month: dict[date, list[Entry]] = {}
    for entry in entries:
        by_month.setdefault(entry.day.replace(day=1), []).append(entry)
    present = today.replace(day=1)
    kept = sorted(by_month)
    if len(kept) > MONTHS_SHOWN:
        from_here = [first for first in kept if first >= add_months(present, -2)]
        kept = from_here[:MONTHS_SHOWN] if len(from_here) >= MONTHS_SHOWN else kept[-MONTHS_SHOWN:]
    most = _entries_a_month([by_month[first] for first in kept])
    return tuple(
        Month(
            first=first,
            entries=_most_telling(by_month[first], most),
            more=max(0, len(by_month[first]) - most),
            is_present=first == present,
        )
        for first in kept
    )


def _entries_a_month(months: Sequence[Sequence[Entry]]) -> int:
    """How many things each month may show so that all fit on the sheet."""
    most = FULL_MONTH
    while most > 1 and _lines(months, most) > LINES_ON_A_SHEET:
        most -= 1
    return most


def _lines(months: Sequence[Sequence[Entry]], most: int) -> int:
    """Lines of paper, a long sentence taking several."""
    shown = [entry for entries in months for entry in _most_telling(entries, most)]
    more = sum(len(entries) > most for entries in months)
    return more + sum(
        -(-(len(entry.what) + len(entry.who) + 8) // LETTERS_A_LINE) for entry in shown
    )


def _most_telling(entries: Sequence[Entry], most: int) -> tuple[Entry, ...]:
    """Actions before tasks, what is to be done before what is done; then in their order."""
    ranks = {"date": 0, "action": 0, "task": 1}
    chosen = sorted(entries, key=lambda entry: (ranks[entry.kind], entry.done, entry.day))[:most]
    return tuple(entry for entry in entries if entry in chosen)
