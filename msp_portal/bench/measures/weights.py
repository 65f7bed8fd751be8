"""Queries and bytes of pages: counts, the same on any machine."""

from msp_portal.bench.goals import Measure
from msp_portal.bench.in_process import Weight, weigh
from msp_portal.bench.measures.stage import NO_PAGE, Size
from msp_portal.bench.pages import (
    LIST_FIFTY,
    LIST_TEN,
    LIST_THOUSAND,
    PROJECT,
    REGION,
    Page,
)
from msp_portal.bench.throwaway import using

OK = 200
MOST_REPEATS = 2
KILO = 1024


def measure_weights(small: Size, large: Size) -> dict[str, Measure]:
    """Goals 8 and 9."""
    with using(small.database):
        little = {page.key: _weighed(small, page) for page in (PROJECT, REGION)}
    with using(large.database):
        big = {
            page.key: _weighed(large, page)
            for page in (LIST_TEN, LIST_FIFTY, LIST_THOUSAND, PROJECT, REGION)
        }
    return {
        "8 liste": _queries(big[LIST_TEN.key], big[LIST_THOUSAND.key]),
        "8 projet": _queries(little[PROJECT.key], big[PROJECT.key]),
        "8 région": _queries(little[REGION.key], big[REGION.key]),
        "9": _size(big[LIST_FIFTY.key]),
    }


def _weighed(size: Size, page: Page) -> Weight | None:
    address = page.address(size.readers)
    return weigh(address, size.readers.cookie(page.reader)) if address else None


def _queries(few: Weight | None, many: Weight | None) -> Measure:
    """The number of queries of the long page; it must be that of the short one."""
    if few is None or many is None:
        return NO_PAGE
    if bad := _bad(few) or _bad(many):
        return bad
    broken = ""
    if few.queries != many.queries:
        broken = f"{few.queries} requêtes sur la petite, {many.queries} sur la grande"
    elif many.repeated > MOST_REPEATS:
        broken = f"un même texte {many.repeated} fois : {many.repeated_text[:120]}"
    note = f"{few.queries} et {many.queries} ; texte répété {many.repeated} fois au plus"
    return Measure(many.queries, note, broken)


def _size(page: Weight | None) -> Measure:
    if page is None:
        return NO_PAGE
    return _bad(page) or Measure(page.size / KILO)


def _bad(page: Weight) -> Measure | None:
    return None if page.status == OK else Measure(note=f"réponse {page.status}", failed=True)
