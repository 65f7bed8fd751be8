"""The plan of accounts as a form: one row a line, laid out as the Cerfa is, several hands."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django import forms
from django.db.models import Q

from coordination.models import Organisation
from msp_portal.kit.typed import whole_number
from msp_portal.reference.models import BudgetAccount
from projects.forms.budget_lines import ADDED, LineForm, NoteForm
from projects.queries.budget import AccountRow, BudgetView, short_label
from projects.services.budget import Conflict, LineSaid, said_of

MOST_ROWS = 400
BLANK_ROWS = 2


@dataclass
class AccountRows:
    """One account of the form with its rows, and the accounts under it."""

    account: BudgetAccount
    rows: list[LineForm] = field(default_factory=list)
    under: list["AccountRows"] = field(default_factory=list)

    @property
    def folded(self) -> bool:
        """Seldom used and empty: it stands in the fold."""
        rare = (
            self.account.collapsed_by_default
            or self.account.hidden_by_default
            or self.account.is_balance
        )
        return rare and not any(row.is_said for row in self.all_rows)

    @property
    def all_rows(self) -> Iterator[Any]:
        """Its rows and those under it."""
        yield from (_Row(row) for row in self.rows)
        for one in self.under:
            yield from one.all_rows


@dataclass(frozen=True)
class _Row:
    row: LineForm

    @property
    def is_said(self) -> bool:
        """Whether something is typed or kept in this row."""
        return bool(self.row["amount"].value() or self.row["label"].value())


class PlanForm:
    """The whole plan: rows by account, blank rows to add lines, the note.

    ``data`` is what was posted; without it the form shows ``lines`` (by default those of the
    budget), ``conflicts`` telling which ones another person changed too.
    """

    def __init__(
        self,
        view: BudgetView,
        data: Mapping[str, Any] | None = None,
        *,
        lines: Sequence[LineSaid] | None = None,
        conflicts: Sequence[Conflict] = (),
        note: str | None = None,
    ) -> None:
        self.view = view
        self.data = data
        self.funders = funder_choices(view)
        self.conflicts = {conflict.key: conflict for conflict in conflicts}
        self.shown_note = view.budget.note if note is None else note
        self.rows: list[LineForm] = []
        self._by_account: dict[str, list[LineForm]] = {}
        self._blank: dict[str, list[LineForm]] = {}
        if data is None:
            self._from_lines(self._lines(lines))
        else:
            self._from_data(data)

    # ---- Reading what was posted

    def is_valid(self) -> bool:
        """Every row is; the note is read with its row of its own."""
        return all([*(row.is_valid() for row in self.rows), self.note_form.is_valid()])

    @property
    def note_form(self) -> "NoteForm":
        """The rule of distribution and remarks, one form of its own."""
        if not hasattr(self, "_note_form"):
            initial = {"note": self.shown_note, "base_note": self.view.budget.note}
            self._note_form = NoteForm(self.data, initial=initial)
        return self._note_form

    def lines(self) -> list[LineSaid]:
        """The plan as it is wanted."""
        said = (row.said(place) for place, row in enumerate(self.rows))
        return [line for line in said if line is not None]

    def base(self) -> list[LineSaid]:
        """The plan the page was made from."""
        return [line for row in self.rows if (line := row.base()) is not None]

    @property
    def forms(self) -> list[forms.Form]:
        """Rows with something to look at again, and the note, for the summary of errors."""
        return [*(row for row in self.rows if row.is_bound and row.errors), self.note_form]

    @property
    def doubts(self) -> list[LineForm]:
        """Rows whose words ask for a tick (they may name somebody)."""
        return [row for row in self.rows if row.safe_text_confirmation]

    # ---- Laying it out

    @property
    def sides(self) -> list[dict[str, Any]]:
        """The four sides, each with its accounts, those folded away, and its blank rows."""
        told = []
        for side in self.view.sides:
            accounts = [self._account(row) for row in side.accounts]
            told.append(
                {
                    "side": side,
                    "accounts": [one for one in accounts if not one.folded],
                    "folded": [one for one in accounts if one.folded],
                    "blank": self._blank.get(side.key, []),
                }
            )
        return told

    def _account(self, row: AccountRow) -> AccountRows:
        rows = self._by_account.get(row.account.pk, [])
        return AccountRows(row.account, rows, [self._account(one) for one in row.under])

    # ---- Making rows

    def _lines(self, lines: Sequence[LineSaid] | None) -> list[LineSaid]:
        own = [said_of(line) for line in self.view.lines] if lines is None else list(lines)
        mine = {c.key: c for c in self.conflicts.values() if c.theirs is None and c.mine}
        return [*own, *(c.mine for c in mine.values() if c.mine)]

    def _from_lines(self, lines: Sequence[LineSaid]) -> None:
        here = {str(line.pk): said_of(line) for line in self.view.lines}
        by_account: dict[str, list[LineSaid]] = {}
        for line in lines:
            by_account.setdefault(line.account, []).append(line)
        for account in _leaves(self.view):
            own = by_account.get(account.pk, [])
            if not own and not account.asks_funder:
                own = [LineSaid(key=f"{account.pk}+0", account=account.pk)]
            for line in own:
                self._row(account, line, here.get(line.key))
        for side in self.view.sides:
            for place in range(BLANK_ROWS):
                self._blank_row(side.key, place)

    def _row(self, account: BudgetAccount, line: LineSaid, was: LineSaid | None) -> None:
        conflict = self.conflicts.get(line.key)
        typed = (conflict.mine or LineSaid(line.key, line.account)) if conflict else line
        key = f"{line.account}+{line.key}" if was is None and not line.is_new else line.key
        initial = {
            **{name: getattr(typed, name) for name in ("label", "funder_id", "funding_status")},
            "key": key,
            "account": line.account,
            "amount": typed.amount or None,
            "was": json.dumps(asdict(was)) if was else "",
            "keep": "mine",
        }
        form = LineForm(
            initial=initial, prefix=f"r{len(self.rows)}", account=account, funders=self.funders
        )
        form.conflict = conflict
        self._keep(form, account)

    def _blank_row(self, side: str, place: int) -> None:
        form = LineForm(
            initial={"key": f"{ADDED}{side}:{place}"},
            prefix=f"r{len(self.rows)}",
            account=None,
            accounts=self._accounts_of(side),
            funders=self.funders,
        )
        form.funder_rows = side == BudgetAccount.Side.INCOME
        form.fields["amount"].widget.attrs["data-side"] = side
        self.rows.append(form)
        self._blank.setdefault(side, []).append(form)

    def _from_data(self, data: Mapping[str, Any]) -> None:
        leaves = {account.pk: account for account in _leaves(self.view)}
        for place in range(min(_whole(data.get("rows")), MOST_ROWS)):
            prefix = f"r{place}"
            key = str(data.get(f"{prefix}-key", ""))
            side = key.removeprefix(ADDED).partition(":")[0] if key.startswith(ADDED) else ""
            account = None if side else leaves.get(str(data.get(f"{prefix}-account", "")))
            if not side and account is None:
                continue
            form = LineForm(
                data,
                prefix=prefix,
                account=account,
                accounts=self._accounts_of(side),
                funders=self.funders,
            )
            if account is not None:
                self._keep(form, account)
            else:
                form.funder_rows = side == BudgetAccount.Side.INCOME
                form.fields["amount"].widget.attrs["data-side"] = side
                self.rows.append(form)
                self._blank.setdefault(side, []).append(form)

    def _keep(self, form: LineForm, account: BudgetAccount) -> None:
        self.rows.append(form)
        self._by_account.setdefault(account.pk, []).append(form)

    def _accounts_of(self, side: str) -> list[tuple[str, str]]:
        return [
            (account.pk, f"{account.code} – {short_label(account)}")
            for account in _leaves(self.view)
            if account.side == side
        ]


def funder_choices(view: BudgetView) -> list[tuple[Any, str]]:
    """Bodies that pay, and those already named in this budget. One query."""
    named = [line.funder_id for line in view.lines if line.funder_id]
    kinds = [Organisation.Kind.ARS, Organisation.Kind.CPAM, Organisation.Kind.FUNDER]
    found = Organisation.objects.filter(Q(kind__in=kinds) | Q(pk__in=named)).order_by("name")
    return [("", "Quel financeur ?"), *((one.pk, one.name) for one in found)]


def _leaves(view: BudgetView) -> list[BudgetAccount]:
    """The accounts one types in: those without accounts under them, or already used."""
    rows = [row for side in view.sides for row in side.accounts]
    return [
        one.account
        for row in rows
        for one in (*([row] if not row.under or row.lines else []), *row.under)
    ]


def _whole(value: Any) -> int:
    return whole_number(value) or 0
