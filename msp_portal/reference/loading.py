"""Brings the reference lists of ``data/`` into the database, as often as one likes.

A run inserts what is new, updates what changed, makes inactive what disappeared and leaves alone
what was corrected in the administration. The same files a second time change nothing.
"""

import csv
import gzip
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction

from msp_portal.reference import models as lists
from msp_portal.reference.yaml_files import read_yaml

DATA = Path(__file__).resolve().parent / "data"
MANY = 1_000
Row = dict[str, Any]


@dataclass(slots=True)
class Count:
    """What one list became."""

    name: str
    added: int = 0
    updated: int = 0
    deactivated: int = 0
    unchanged: int = 0
    kept: int = 0

    @property
    def changed(self) -> bool:
        """Did this run write anything?"""
        return bool(self.added or self.updated or self.deactivated)


# Parents before those who point to them.
FILES: tuple[tuple[str, type[models.Model]], ...] = (
    ("regions", lists.Region),
    ("departments", lists.Department),
    ("professions", lists.Profession),
    ("themes", lists.Theme),
    ("publics", lists.Public),
    ("settings", lists.Setting),
    ("action_kinds", lists.ActionKind),
    ("age_bands", lists.AgeBand),
    ("geo_levels", lists.GeoLevel),
    ("prevention_levels", lists.PreventionLevel),
    ("funder_kinds", lists.FunderKind),
    ("call_kinds", lists.CallKind),
    ("filing_platforms", lists.FilingPlatform),
    ("evidence_levels", lists.EvidenceLevel),
    ("budget_accounts", lists.BudgetAccount),
)


def load_reference(
    *, communes: bool = True, departments: Collection[str] | None = None
) -> list[Count]:
    """Load every list; all or nothing.

    ``communes=False`` leaves the communes alone; ``departments`` limits them to those codes
    (the communes of the others are left as they are). Raises ``ValueError`` on a file that
    contradicts itself (code twice, unknown field or mark).
    """
    with transaction.atomic():
        counts = [_upsert(model, list(read_list(name, model))) for name, model in FILES]
        if communes:
            counts.append(_upsert_communes(departments))
    return counts


def read_list(name: str, model: type[models.Model]) -> Iterator[Row]:
    """The rows of ``data/<name>.yml`` as complete model values, in the order of the file."""
    content = read_yaml(DATA / f"{name}.yml")
    fields = {field.name: field for field in model._meta.concrete_fields}
    for number, row in enumerate(content["rows"], start=1):
        if unknown := row.keys() - fields.keys():
            raise ValueError(f"{name}.yml, {row.get('code')} : champ inconnu {sorted(unknown)}")
        values = {"active": True, "source": content["source"], "position": number * 10, **row}
        yield {fields[key].attname: value for key, value in values.items()}


def read_communes(departments: Collection[str] | None = None) -> Iterator[Row]:
    """The communes of ``data/communes.csv.gz``; of these departments only, when given."""
    with gzip.open(DATA / "communes.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            if departments is None or row["department"] in departments:
                yield {
                    "code": row["code"],
                    "name": row["name"],
                    "department_id": row["department"],
                    "postal_codes": row["postal_codes"].split(),
                    "population": int(row["population"]) if row["population"] else None,
                    "epci_code": row["epci_code"],
                    "epci_name": row["epci_name"],
                    "active": True,
                    "source": lists.Source.V1,
                    "position": 0,
                }


def _upsert_communes(departments: Collection[str] | None) -> Count:
    queryset = lists.Commune.objects.all()
    if departments is not None:
        unknown = set(departments) - set(lists.Department.objects.values_list("code", flat=True))
        if unknown:
            raise ValueError(f"départements inconnus : {', '.join(sorted(unknown))}")
        queryset = queryset.filter(department_id__in=departments)
    return _upsert(lists.Commune, list(read_communes(departments)), queryset)


def _columns(model: type[models.Model]) -> list[str]:
    """What a file may say of a row: every stored column but the mark of local corrections."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if field.attname != "edited_here" and not field.generated
    ]


def _completed(
    model: type[models.Model], rows: Iterable[Row], columns: list[str]
) -> dict[str, Row]:
    """The rows by code, with the model's defaults where the file is silent."""
    defaults = {
        field.attname: field.get_default()
        for field in model._meta.concrete_fields
        if field.attname in columns
    }
    wanted: dict[str, Row] = {}
    for row in rows:
        if row["code"] in wanted:
            raise ValueError(f"{model.__name__} : le code {row['code']} est donné deux fois")
        if row["source"] not in lists.Source.values:
            raise ValueError(f"{model.__name__} : marque inconnue {row['source']}")
        wanted[row["code"]] = defaults | row
    return wanted


def _upsert(
    model: type[models.Model],
    rows: list[Row],
    queryset: "models.QuerySet[Any] | None" = None,
) -> Count:
    """Make the table say what the rows say, inside the given part of the table."""
    columns = _columns(model)
    wanted = _completed(model, rows, columns)
    # unscoped: reference lists belong to no team
    queryset = model._default_manager.all() if queryset is None else queryset
    present = {row["code"]: row for row in queryset.values(*columns, "edited_here")}
    count = Count(str(model._meta.verbose_name_plural))
    to_write: list[Row] = []
    for code, row in wanted.items():
        old = present.get(code)
        if old is not None and old["edited_here"]:
            count.kept += 1
        elif old is None:
            count.added += 1
            to_write.append(row)
        elif any(old[column] != row[column] for column in columns):
            count.updated += 1
            to_write.append(row)
        else:
            count.unchanged += 1
    _write(model, to_write, columns)
    gone = [
        code
        for code, old in present.items()
        if code not in wanted and old["active"] and not old["edited_here"]
    ]
    count.deactivated = queryset.filter(code__in=gone).update(active=False) if gone else 0
    return count


def _write(model: type[models.Model], rows: list[Row], columns: list[str]) -> None:
    """Insert or update by code, through COPY: thirty-five thousand communes in a second."""
    if not rows:
        return
    names = {f.attname: f.column for f in model._meta.concrete_fields}
    quoted = [f'"{names[column]}"' for column in columns]
    table = f'"{model._meta.db_table}"'
    into = f"({', '.join(quoted)}, edited_here)"
    changes = ", ".join(f"{name} = EXCLUDED.{name}" for name in quoted if name != '"code"')
    # Names of tables and columns come from our own models, never from a file or a person.
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT {', '.join(quoted)}"  # noqa: S608
            f" FROM {table} WITH NO DATA"
        )
        with cursor.copy(f"COPY incoming ({', '.join(quoted)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([row[column] for column in columns])
        cursor.execute(
            f"INSERT INTO {table} {into} SELECT {', '.join(quoted)}, false FROM incoming"  # noqa: S608
            f" ON CONFLICT (code) DO UPDATE SET {changes}"
        )
        cursor.execute("DROP TABLE incoming")
        if len(rows) >= MANY:
            cursor.execute(f"ANALYZE {table}")  # or the first searches would read the whole table
