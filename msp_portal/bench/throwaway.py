"""Databases made for one run of measures and dropped after it, beside the one in use."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from msp_portal.bench.france import Sizes, generate

ADMINISTRATION = "postgres"  # where one stands to create and drop others


class BusyError(RuntimeError):
    """A database of the measures is in use: another run is under way."""


def name_for(projects: int, seed: int) -> str:
    """The name of the database of this size, after the one in use."""
    current = str(connection.settings_dict["NAME"]).partition("_bench_")[0]
    return f"{current}_bench_{projects}_{seed}"


@contextmanager
def using(name: str) -> Iterator[None]:
    """Everything in this process reads and writes the database ``name`` during the block."""
    before = connection.settings_dict["NAME"]
    _turn_to(name)
    try:
        yield
    finally:
        _turn_to(before)


def prepare(projects: int, seed: int) -> str:
    """A database of this size: the one kept from an earlier run, brought up to date, or a new one.

    Raises :class:`BusyError` when an unfinished one is in use.
    """
    name = name_for(projects, seed)
    if not _exists(name):
        unfinished = f"{name}_tmp"
        drop(unfinished)
        _administer("CREATE DATABASE", unfinished)
        with using(unfinished):
            call_command("migrate", verbosity=0)
            call_command("load_reference", verbosity=0)
            generate(Sizes.of(projects), seed=seed)
        _administer("ALTER DATABASE", unfinished, "RENAME TO", name)
    with using(name):
        call_command("migrate", verbosity=0)
    return name


def drop(name: str) -> None:
    """Drop a database of the measures, if it is there."""
    if "_bench_" not in name:
        raise ValueError(f"{name} is no database of the measures.")
    try:
        _administer("DROP DATABASE IF EXISTS", name)
    except psycopg.errors.ObjectInUse as error:
        raise BusyError(f"La base {name} sert à une autre mesure.") from error


def _turn_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()


def _exists(name: str) -> bool:
    with using(ADMINISTRATION), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _administer(act: str, name: str, then: str = "", other: str = "") -> None:
    quote = connection.ops.quote_name
    statement = " ".join(filter(None, (act, quote(name), then, quote(other) if other else "")))
    with using(ADMINISTRATION), connection.cursor() as cursor, _driver_errors():
        cursor.execute(statement)


@contextmanager
def _driver_errors() -> Iterator[None]:
    """Django's error gives way to the driver's, which says what happened."""
    try:
        yield
    except Exception as error:
        if isinstance(error.__cause__, psycopg.Error):
            raise error.__cause__ from None
        raise
