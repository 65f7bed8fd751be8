"""Rows into tables by COPY: hundreds of thousands of rows in seconds, constraints checked."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models


def copy_in(
    model: type[models.Model], fields: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> int:
    """Write ``rows``, one value for each of ``fields`` (column attributes: « team_id »).

    The other columns take the default of their field. ``rows`` may be a generator that reads the
    database before its first row, not between two: the connection is busy then. Returns how many
    rows were written. Raises ``ValueError`` when a column that takes no NULL was left out and has
    no default.
    """
    columns = {field.attname: str(field.column) for field in model._meta.concrete_fields}
    given = [columns[name] for name in fields]
    constants = _constants(model, frozenset(fields))
    names = [*given, *(column for column, _ in constants)]
    tail = tuple(value for _, value in constants)
    quote = connection.ops.quote_name
    statement = f"COPY {quote(model._meta.db_table)} ({', '.join(map(quote, names))}) FROM STDIN"
    waiting = iter(rows)
    first = list(islice(waiting, 1))
    written = 0
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for row in chain(first, waiting):
            copy.write_row(row + tail)
            written += 1
    return written


def copy_links(field: Any, pairs: Iterable[tuple[int, Any]]) -> int:
    """Write the rows of a plain many-to-many field: (owner, target) keys."""
    through = field.through
    source = field.field.m2m_column_name()
    target = field.field.m2m_reverse_name()
    return copy_in(through, (source, target), pairs)


def settle_sequences(tables: Sequence[type[models.Model]]) -> None:
    """Let each sequence go on after the keys written here."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)


def _constants(model: type[models.Model], given: frozenset[str]) -> list[tuple[str, Any]]:
    found = []
    for field in model._meta.concrete_fields:
        if field.attname in given or field.generated or isinstance(field, models.AutoField):
            continue
        value = field.get_default()
        if value is None and not field.null:
            raise ValueError(f"{model.__name__}.{field.attname} has no default: give it.")
        if value is not None:
            found.append((str(field.column), value))
    return found
