"""The columns of an export, written once: screen, CSV, XLSX, ODS and API read the same list."""

import enum
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.utils import timezone

from msp_portal.kit import french

Row = TypeVar("Row")
Value = str | int | Decimal | date | bool | None

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Kind(enum.Enum):
    """What a column holds, hence how each format writes it."""

    TEXT = "text"
    INT = "int"
    MONEY = "money"  # euros, two decimals
    DATE = "date"
    BOOL = "bool"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: ``name`` for machines (API, stable), ``label`` for people.

    ``value`` reads the row, without any query; ``width`` is in characters; ``help`` says what the
    figure means and is shown with the header and in the description of the API.
    """

    name: str
    label: str
    kind: Kind
    value: Callable[[Row], Any]
    width: int = 14
    help: str = ""

    def read(self, row: Row) -> Value:
        """The value of this column for one row, of the type its kind promises, or None.

        Raises ``TypeError`` when the value is of another type: a text never passes for a number.
        """
        raw = self.value(row)
        return None if raw is None or raw == "" else _READERS[self.kind](self.name, raw)


@dataclass(frozen=True)
class ExportSheet(Generic[Row]):
    """One table: one row, one fact. ``rows`` is read once, as a stream."""

    name: str
    columns: Sequence[Column[Row]]
    rows: Iterable[Row]

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names) or not names:
            raise ValueError(f"Sheet {self.name}: column names must be distinct and at least one.")
        _check_sheet_name(self.name)

    def values(self) -> Iterator[list[Value]]:
        """Each row as a list of typed values, as ``Column.read`` gives them."""
        # What each column needs is looked up once, not once a cell: a workbook has a million.
        readers = [(column.value, column.name, _READERS[column.kind]) for column in self.columns]
        for row in self.rows:
            yield [
                None if (raw := value(row)) is None or raw == "" else convert(name, raw)
                for value, name, convert in readers
            ]


@dataclass(frozen=True)
class ReadMe:
    """The « Lisez-moi » sheet: who, when, scope, definitions, as lines of two cells."""

    lines: Sequence[tuple[str, str]]
    name: str = "Lisez-moi"

    def __post_init__(self) -> None:
        _check_sheet_name(self.name)


Sheet = ExportSheet[Any] | ReadMe


@dataclass(frozen=True)
class Workbook:
    """Sheets in order, and what the file says of itself. CSV holds the first table only.

    ``created`` (aware) is given by the caller, so that the same facts make the same bytes.
    """

    title: str
    sheets: Sequence[Sheet]
    created: datetime
    author: str = field(default="")

    def __post_init__(self) -> None:
        names = [sheet.name.casefold() for sheet in self.sheets]
        if len(set(names)) != len(names):
            raise ValueError("Two sheets have the same name.")
        self.first_table()

    def first_table(self) -> ExportSheet[Any]:
        """The table a format without sheets holds."""
        for sheet in self.sheets:
            if isinstance(sheet, ExportSheet):
                return sheet
        raise ValueError("A workbook holds at least one table.")


def records(sheet: ExportSheet[Any]) -> Iterator[dict[str, Value]]:
    """Rows for the API: machine names, typed values (dates and amounts left as they are)."""
    names = [column.name for column in sheet.columns]
    for values in sheet.values():
        yield dict(zip(names, values, strict=True))


def on_screen(column: Column[Any], row: object) -> str:
    """One value as it reads on a page, in French; empty when there is none."""
    value = column.read(row)
    if value is None:
        return ""
    if column.kind is Kind.BOOL:
        return yes_no(value)
    if column.kind is Kind.MONEY:
        return french.euros(value)  # type: ignore[arg-type]
    if column.kind is Kind.INT:
        return french.number(value)  # type: ignore[arg-type]
    if column.kind is Kind.DATE:
        return french.short_date(value)  # type: ignore[arg-type]
    return str(value)


def yes_no(value: object) -> str:
    """How a boolean is written wherever people read it."""
    return "oui" if value else "non"


def _text(name: str, raw: object) -> str:
    if type(raw) is str and raw.isprintable():
        return raw  # nothing to remove: the usual case, four times faster
    if not isinstance(raw, str) and not hasattr(raw, "_proxy____args"):
        raise TypeError(f"Column {name}: {raw!r} is not a text.")
    return _CONTROL.sub("", str(raw))


def _int(name: str, raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise TypeError(f"Column {name}: {raw!r} is not a whole number.")
    return raw


def _money(name: str, raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        raise TypeError(f"Column {name}: {raw!r} is not an amount.")
    return Decimal(raw)


def _date(name: str, raw: object) -> date:
    if isinstance(raw, datetime):
        return (timezone.localtime(raw) if timezone.is_aware(raw) else raw).date()
    if not isinstance(raw, date):
        raise TypeError(f"Column {name}: {raw!r} is not a date.")
    return raw


def _bool(name: str, raw: object) -> bool:
    if not isinstance(raw, bool):
        raise TypeError(f"Column {name}: {raw!r} is neither yes nor no.")
    return raw


_READERS: dict[Kind, Callable[[str, Any], Value]] = {
    Kind.TEXT: _text,
    Kind.LINK: _text,
    Kind.INT: _int,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.BOOL: _bool,
}


def _check_sheet_name(name: str) -> None:
    """Spreadsheets refuse names over 31 characters and some signs."""
    if not name or len(name) > 31 or set(name) & set("[]:*?/\\") or name[0] == "'" == name[-1]:
        raise ValueError(f"« {name} » cannot name a sheet.")
