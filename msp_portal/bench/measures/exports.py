"""The regional workbook over every project, against the bare writers on the same values."""

import csv
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from time import perf_counter
from typing import Any

import xlsxwriter

from coordination.models import Organisation
from msp_portal.bench.goals import Measure
from msp_portal.bench.measures.memory import peak_above
from msp_portal.bench.measures.stage import Size
from msp_portal.bench.throwaway import using
from msp_portal.kit import clock
from msp_portal.kit.exports import Format, Workbook, write_workbook
from msp_portal.region.exports.workbook import regional_workbook
from msp_portal.region.queries.readers import Reader

MEGA = 2**20


def measure_exports(size: Size) -> dict[str, Measure]:
    """Goals 15 and 17: reading, rights and writing of the whole workbook."""
    with using(size.database):
        workbook = _workbook(size)
        with _sink() as target:
            risen = peak_above(lambda: write_workbook(workbook(), Format.XLSX, target))
            weight = target.tell() / MEGA
        own = {
            fmt: _seconds(partial(lambda one: _write(workbook(), one), fmt))
            for fmt in (Format.XLSX, Format.CSV)
        }
        table = workbook().first_table()
        values = list(table.values())
    raw_xlsx = _seconds(lambda: _bare_xlsx(values))
    raw_csv = _seconds(lambda: _bare_csv(values))
    lines = f"{len(values)} lignes × {len(table.columns)} colonnes"
    return {
        "15": Measure(
            own[Format.XLSX] / raw_xlsx,
            f"{own[Format.XLSX]:.1f} s contre {raw_xlsx:.1f} s ; {lines} ; {weight:.1f} Mo",
        ),
        "15 bis": Measure(risen),
        "17": Measure(own[Format.CSV] / raw_csv, f"{own[Format.CSV]:.1f} s contre {raw_csv:.1f} s"),
    }


def _workbook(size: Size) -> Callable[[], Workbook]:
    """A workbook not yet read: of the organisation that sees all, for the last year over."""
    now = clock.now()
    organisation = Organisation.objects.select_related("region").get(pk=size.readers.everything)
    reader = Reader(organisation, clock.today())
    return lambda: regional_workbook(reader, clock.today().year - 1, now, asked_by="les mesures")


def _sink() -> Any:
    return tempfile.TemporaryFile()


def _write(workbook: Workbook, fmt: Format) -> None:
    with _sink() as target:
        write_workbook(workbook, fmt, target)


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _bare_xlsx(rows: list[list[Any]]) -> None:
    """What the library costs alone, in the same mode: values that are there already."""
    with _sink() as target:
        book = xlsxwriter.Workbook(target, {"constant_memory": True})
        page = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for line, values in enumerate(rows):
            for place, value in enumerate(values):
                if isinstance(value, date):
                    page.write_datetime(line, place, value, day)
                elif isinstance(value, str):
                    page.write_string(line, place, value)
                elif value is not None:
                    page.write_number(line, place, value)
        book.close()


def _bare_csv(rows: list[list[Any]]) -> None:
    with suppress(OSError), tempfile.TemporaryFile("w+", newline="", encoding="utf-8") as target:
        csv.writer(target, delimiter=";").writerows(rows)
