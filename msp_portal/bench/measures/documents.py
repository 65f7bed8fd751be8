"""The PDF of an experience sheet, against WeasyPrint alone on the same page."""

import multiprocessing
from statistics import median
from time import perf_counter

import weasyprint
from django.db import connection
from django.template.loader import render_to_string

from capitalisation.models import ExperienceSheet
from msp_portal.bench.goals import Measure
from msp_portal.bench.measures.stage import Size
from msp_portal.bench.throwaway import using
from msp_portal.kit.documents import document_kind
from msp_portal.kit.documents.rendering import STYLE_SHEET, content_hash, render_pdf, static_path
from msp_portal.kit.scoping import NOBODY

KIND = "experience_sheet"
PROCESSES = 2


def measure_documents(size: Size, number: int) -> dict[str, Measure]:
    """Goal 18, on ``number`` published sheets."""
    with using(size.database):
        sheets = list(
            ExperienceSheet.unscoped.filter(  # unscoped: made-up data
                state=ExperienceSheet.State.PUBLISHED
            ).order_by("pk")[:number]
        )
        if not sheets:
            return {}
        pages = [_page(sheet.pk) for sheet in sheets]
        _bare(pages[0])
        _whole(sheets[0].pk)
        pairs = [
            (_seconds_whole(sheet.pk), _seconds_bare(page))
            for sheet, page in zip(sheets, pages, strict=True)
        ]
    own, bare = median(whole for whole, _ in pairs), median(alone for _, alone in pairs)
    return {
        "18": Measure(
            median(whole / alone for whole, alone in pairs), f"{own:.2f} s contre {bare:.2f} s"
        ),
        "18 bis": _two_processes(pages),
    }


def _page(pk: int) -> str:
    """The whole HTML of a sheet's document, as a request writes it."""
    sheet = ExperienceSheet.unscoped.get(pk=pk)  # unscoped: made-up data
    kind = document_kind(KIND)
    optional = {"document_who": "", "document_foot": "", "illustration": None}
    return render_to_string(kind.template, {**optional, **kind.context(sheet, NOBODY)})


def _whole(pk: int) -> bytes:
    html = _page(pk)
    return render_pdf(html, content_hash(html)).content


def _bare(html: str) -> bytes:
    sheet = static_path(STYLE_SHEET)
    source = weasyprint.HTML(string=html, base_url=str(sheet.parent.parent))
    return bytes(source.write_pdf(stylesheets=[weasyprint.CSS(filename=str(sheet))]))


def _seconds_whole(pk: int) -> float:
    began = perf_counter()
    _whole(pk)
    return perf_counter() - began


def _seconds_bare(html: str) -> float:
    began = perf_counter()
    _bare(html)
    return perf_counter() - began


def _render(html: str) -> int:
    return len(render_pdf(html, content_hash(html)).content)


def _two_processes(pages: list[str]) -> Measure:
    """Twice the pages: by one process, then shared by two, both started beforehand."""
    work = pages * PROCESSES
    connection.close()  # a forked process never shares ours
    context = multiprocessing.get_context("fork")

    def seconds(processes: int) -> float:
        with context.Pool(processes) as pool:
            pool.map(_render, pages[:1] * processes, chunksize=1)
            began = perf_counter()
            pool.map(_render, work, chunksize=1)
            return perf_counter() - began

    one, two = seconds(1), seconds(PROCESSES)
    return Measure(one / two, f"{len(work) / one:.1f} puis {len(work) / two:.1f} documents/s")
