"""Writing a budget by several hands: nothing is overwritten, nothing typed is lost.

What is saved is compared line by line with what the page was made from: two people who worked on
different lines are both kept; on the same line, the second is shown both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.models import BearingStructure, Person
from msp_portal.kit import clock
from msp_portal.kit.locking import save_if_current
from projects.models import Budget, BudgetLine, Project
from projects.services.project_activity import record_project_event

FIRST_YEAR, LAST_YEAR = 2000, 2100
NEW = "+"
PARTS = ("account", "label", "amount", "spent", "funder_id", "funding_status")


@dataclass(frozen=True, slots=True)
class LineSaid:
    """One line as somebody wants it. ``key`` is the number of the line, or « 604+0 » for a new
    one; a line without amount, words nor spending is no line."""

    key: str
    account: str
    label: str = ""
    amount: int = 0
    spent: int | None = None
    funder_id: int | None = None
    funding_status: str = ""

    @property
    def is_new(self) -> bool:
        """Whether it was not in the budget yet."""
        return NEW in self.key

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left of it."""
        return not (self.amount or self.label or self.spent)

    @property
    def content(self) -> tuple[Any, ...]:
        """What it says, its key aside."""
        return tuple(getattr(self, name) for name in PARTS)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One line that two people changed. None: removed."""

    key: str
    mine: LineSaid | None
    theirs: LineSaid | None


class StaleBudget(Exception):  # noqa: N818  (what happened, not a fault)
    """Somebody changed the same lines meanwhile; nothing was written.

    ``current`` is the budget as it stands, ``conflicts`` the lines both changed, ``merged`` what
    would be written for all the others, and ``note`` both notes when both were changed.
    """

    def __init__(
        self,
        current: Budget,
        conflicts: Sequence[Conflict],
        merged: Mapping[str, LineSaid],
        note: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(f"Budget {current.pk} is at version {current.version}.")
        self.current = current
        self.conflicts = list(conflicts)
        self.merged = dict(merged)
        self.note = note


@transaction.atomic
def open_budget(
    *,
    actor: Person,
    project: Project,
    year: int,
    bearing_structure: BearingStructure | None = None,
    now: datetime | None = None,
) -> Budget:
    """The budget of ``project`` for ``year``, empty; the one that exists when there is one."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError({"year": "Cette année n’est pas possible."})
    moment = now or clock.now()
    budget, created = Budget.unscoped.get_or_create(  # unscoped: the caller holds the project
        project=project,
        year=year,
        defaults={"updated_at": moment, "bearing_structure": bearing_structure},
    )
    if created:
        _tell(actor, budget, "budget.opened", {}, moment)
    opened: Budget = budget
    return opened


@transaction.atomic
def save_budget(
    *,
    actor: Person,
    budget: Budget,
    expected_version: int,
    lines: Sequence[LineSaid],
    base: Sequence[LineSaid] | None = None,
    note: str | None = None,
    base_note: str = "",
    now: datetime | None = None,
) -> Budget:
    """Write the whole plan as ``lines`` say it; lines left empty are removed.

    ``base`` is the plan the page was made from: with it, changes to other lines made meanwhile
    are kept. ``note`` None leaves the note alone. Saving the same again writes nothing. Raises
    :class:`StaleBudget` when the same line was changed meanwhile, and ``ValidationError`` for a
    negative amount.
    """
    moment = now or clock.now()
    if any(line.amount < 0 or (line.spent or 0) < 0 for line in lines):
        raise ValidationError("Un montant ne peut pas être négatif.")
    current = _locked(budget)
    here = current_lines(current)
    wanted = {line.key: line for line in lines}
    conflicts: list[Conflict] = []
    both_notes = None
    if current.version != expected_version:
        start = {line.key: line for line in base} if base is not None else {}
        wanted, conflicts = merge(start, wanted, here)
        if note is not None and note != base_note and current.note not in {base_note, note}:
            both_notes = (note, current.note)
        elif note == base_note:
            note = None
    if conflicts or both_notes:
        raise StaleBudget(current, conflicts, wanted, both_notes)
    changes = _write(current, here, wanted)
    if note is not None and note.strip() != current.note:
        changes["note"] = [current.note, note.strip()]
    if not changes:
        return current
    return _touch(actor, current, "budget.saved", changes, moment)


@transaction.atomic
def record_spent(
    *,
    actor: Person,
    budget: Budget,
    expected_version: int,
    spent: Mapping[int, int | None],
    base: Mapping[int, int | None] | None = None,
    now: datetime | None = None,
) -> Budget:
    """Note what was really spent or received, by number of line, in whole euros; None is « pas
    encore connu ». ``base`` is what the page showed. Raises as :func:`save_budget` does."""
    moment = now or clock.now()
    if any((amount or 0) < 0 for amount in spent.values()):
        raise ValidationError("Un montant ne peut pas être négatif.")
    current = _locked(budget)
    here = current_lines(current)
    start = base or {}
    conflicts = []
    wanted = dict(here)
    for pk, amount in spent.items():
        line = here.get(str(pk))
        if line is None or line.spent == amount:
            continue
        moved = current.version != expected_version and line.spent != start.get(pk)
        if moved and amount == start.get(pk):
            continue
        if moved:
            conflicts.append(Conflict(line.key, replace(line, spent=amount), line))
        wanted[line.key] = replace(line, spent=amount)
    if conflicts:
        raise StaleBudget(current, conflicts, wanted)
    changes = _write(current, here, wanted, remove=False)
    return _touch(actor, current, "budget.spent", changes, moment) if changes else current


def current_lines(budget: Budget) -> dict[str, LineSaid]:
    """The lines as they stand, by key. One query; the caller holds the budget."""
    rows = BudgetLine.unscoped.filter(budget=budget)  # unscoped: the caller holds the budget
    return {str(line.pk): said_of(line) for line in rows.order_by("position", "pk")}


def said_of(line: BudgetLine) -> LineSaid:
    """A line of the database as it would be typed."""
    return LineSaid(
        key=str(line.pk),
        account=line.account_id,
        label=line.label,
        amount=line.amount,
        spent=line.spent,
        funder_id=line.funder_id,
        funding_status=line.funding_status,
    )


def merge(
    start: Mapping[str, LineSaid],
    mine: Mapping[str, LineSaid],
    theirs: Mapping[str, LineSaid],
) -> tuple[dict[str, LineSaid], list[Conflict]]:
    """Three-way merge, line by line: ``start`` is what both began from.

    Two people who each added a line in the same account (and, for subsidies, from the same
    funder) have changed the same line. Returns the lines to write and those in conflict, which
    stay as the other person left them.
    """
    merged = dict(theirs)
    conflicts: list[Conflict] = []
    added = {key: line for key, line in theirs.items() if key not in start}
    for key, said in mine.items():
        if said.is_new:
            if said.is_empty:
                continue
            twin = next((one for one in added.values() if _same_place(one, said)), None)
            if twin is None:
                merged[key] = said
            elif twin.content != said.content:
                conflicts.append(Conflict(twin.key, replace(said, key=twin.key), twin))
            continue
        settled = _settle(start.get(key), said, theirs.get(key))
        if isinstance(settled, Conflict):
            conflicts.append(settled)
        elif settled is not None:
            merged[key] = settled
    return merged, conflicts


def _settle(
    was: LineSaid | None, mine: LineSaid, theirs: LineSaid | None
) -> LineSaid | Conflict | None:
    """One line that both may have changed: the result, a conflict, or None to leave it alone.

    Different parts of one line (the amount, the spending) changed by each are both kept.
    """
    if was is not None and mine.content == was.content:
        return None
    if theirs is None:
        return Conflict(mine.key, None if mine.is_empty else mine, None) if was else mine
    if theirs.content == mine.content:
        return None
    if was is None or (mine.is_empty and theirs.content != was.content):
        return Conflict(mine.key, None if mine.is_empty else mine, theirs)
    parts: dict[str, Any] = {}
    for name in PARTS:
        before, here, there = (getattr(line, name) for line in (was, mine, theirs))
        if before not in {here, there} and here != there:
            return Conflict(mine.key, mine, theirs)
        parts[name] = there if here == before else here
    return replace(mine, **parts)


def _same_place(one: LineSaid, other: LineSaid) -> bool:
    return (one.account, one.funder_id) == (other.account, other.funder_id)


def _write(
    budget: Budget,
    here: Mapping[str, LineSaid],
    wanted: Mapping[str, LineSaid],
    *,
    remove: bool = True,
) -> dict[str, list[Any]]:
    """Bring the lines from ``here`` to ``wanted``; returns what changed, for the journal."""
    changes: dict[str, list[Any]] = {}
    for place, line in enumerate(wanted.values()):
        old = here.get(line.key)
        if remove and line.is_empty:
            if old is not None:
                _rows(budget).filter(pk=line.key).delete()
                changes[line.account] = [old.amount, None]
        elif old is None:
            _create(budget, line, place)
            changes[line.account] = [None, line.amount]
        elif old.content != line.content:
            _rows(budget).filter(pk=line.key).update(**_columns(line))
            changes[line.account] = [_told(old), _told(line)]
    return changes


def _create(budget: Budget, line: LineSaid, place: int) -> None:
    BudgetLine.objects.create(
        project_id=budget.project_id, budget=budget, position=place, **_columns(line)
    )


def _columns(line: LineSaid) -> dict[str, Any]:
    return {
        "account_id": line.account,
        "label": line.label,
        "amount": line.amount,
        "spent": line.spent,
        "funder_id": line.funder_id,
        "funding_status": line.funding_status,
    }


def _told(line: LineSaid) -> list[Any]:
    return [line.amount, line.spent, line.label]


def _rows(budget: Budget) -> Any:
    return BudgetLine.unscoped.filter(budget=budget)  # unscoped: the caller holds the budget


def _locked(budget: Budget) -> Budget:
    locked: Budget = (
        Budget.unscoped.select_for_update(of=("self",))  # unscoped: the caller holds the budget
        .select_related("project")
        .get(pk=budget.pk)
    )
    return locked


def _touch(
    actor: Person, budget: Budget, verb: str, changes: dict[str, list[Any]], moment: datetime
) -> Budget:
    columns: dict[str, Any] = {"updated_at": moment}
    if "note" in changes:
        columns["note"] = changes["note"][1]
    saved = save_if_current(budget, expected_version=budget.version, changes=columns)
    _tell(actor, saved, verb, changes, moment)
    return saved


def _tell(
    actor: Person, budget: Budget, verb: str, changes: dict[str, list[Any]], moment: datetime
) -> None:
    record_project_event(
        actor=actor,
        project=budget.project,
        verb=verb,
        subject=budget,
        changes={**changes, "year": [None, budget.year]},
        now=moment,
    )
