"""The regional workbook over every project, against the bare writers on the same values.

XLSX is timed whole: rights, reading, writing. CSV is timed as a writer, on rows already read: the
bare reference writes the same values without types nor protection against formulas.
"""

import csv
import tempfile
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import date
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
TIMES = 3


def measure_exports(size: Size) -> dict[str, Measure]:
    """Goals 15 and 17, each the best of three: what disturbs a machine only slows."""
    with using(size.database):
        workbook = _workbook(size)
        with _sink() as target:
            risen = peak_above(lambda: write_workbook(workbook(), Format.XLSX, target))
            weight = target.tell() / MEGA
        whole = _best(lambda: _write(workbook(), Format.XLSX))
        read = _best(lambda: deque(workbook().first_table().rows, maxlen=0))
        table = workbook().first_table()
        rows = list(table.rows)
    table = replace(table, rows=rows)
    values = list(table.values())
    csv_alone = Workbook("", (table,), clock.now())
    own_csv = _best(lambda: _write(csv_alone, Format.CSV))
    raw_xlsx, raw_csv = _best(lambda: _bare_xlsx(values)), _best(lambda: _bare_csv(values))
    lines = f"{len(values)} lignes × {len(table.columns)} colonnes"
    return {
        "15": Measure(
            whole / raw_xlsx,
            f"{whole:.1f} s, dont {read:.1f} s de lecture, contre {raw_xlsx:.1f} s ; {lines} ; "
            f"{weight:.1f} Mo",
        ),
        "15 bis": Measure(risen),
        "17": Measure(own_csv / raw_csv, f"{own_csv:.2f} s contre {raw_csv:.2f} s"),
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


def _best(work: Callable[[], object]) -> float:
    """The shortest of a few times, in seconds."""
    found = []
    for _ in range(TIMES):
        began = perf_counter()
        work()
        found.append(perf_counter() - began)
    return min(found)


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
    with tempfile.TemporaryFile("w+", newline="", encoding="utf-8") as target:
        csv.writer(target, delimiter=";").writerows(rows)
