"""From the plain data of a sheet to what its page and its PDF print: dates, ligne de vie, order."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from capitalisation.models import SheetSection
from capitalisation.queries.content import life_line_in
from msp_portal.kit.life_line import PAPER, draw, drawings

Key = SheetSection.Key
# The story is told in this order; these three make the box « Si vous voulez le refaire ».
LESSONS = (Key.LESSONS, Key.TRANSFER)
EVIDENCE_WORDS: Mapping[str, str] = {
    "EFFICACE": "Des études montrent que ce type d’intervention atteint son but.",
    "PROMETTEUR": "Des résultats encourageants, à confirmer par d’autres études.",
    "INNOVANT": "Une intervention nouvelle, construite sur un raisonnement solide, peu étudiée.",
    "EXPERIENCE": "Un savoir tiré de la pratique d’une équipe, relu par des pairs.",
    "NON_EVALUE": "Aucune évaluation de ce type d’intervention n’est connue ici.",
}
MOST_FIGURES_BIG = 4


def present(content: Mapping[str, Any]) -> dict[str, Any]:
    """What templates need beside the data: nothing is computed again, nothing is read."""
    sections = content["sections"]
    figures = content["figures"]
    measured = [line for line in figures if _is_number(line)]
    evidence = content["evidence"]
    line = life_line_in(dict(content))
    return {
        **content,
        "line": line,
        "paper": draw(line, PAPER),
        "drawings": drawings(line, "large"),
        "story": [part for part in sections if part["key"] not in LESSONS],
        "lessons": [part for part in sections if part["key"] in LESSONS],
        "big_figures": measured[:MOST_FIGURES_BIG],
        "sources": list(dict.fromkeys(line["source"] for line in figures)),
        "other_figures": [line for line in figures if line not in measured[:MOST_FIGURES_BIG]],
        "review_day": _day((content["review"] or {}).get("on")),
        "published_day": _day(content.get("published_on")),
        "figures_day": _day(content.get("figures_until")),
        "corrected_after_review": content.get("corrected_after_review", False),
        "evidence_words": EVIDENCE_WORDS.get(evidence["code"], "") if evidence else "",
    }


def _is_number(line: Mapping[str, Any]) -> bool:
    return line["number"][:1].isdigit() or bool(line["status"].startswith("<"))


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
