"""« Rectifié depuis »: what changed in the project since something was sent, in words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from funding.models import Application
from funding.queries.applications import content_data, content_of
from msp_portal.kit.snapshots import Snapshot, differs_since

_PLACE = re.compile(r"^(?P<part>\w+)(?:\[(?P<rank>\d+)\])?")
# What the call or the register of persons says is not a correction of what the team sent.
_NOT_OURS = frozenset({"call", "responsible", "team", "illustration", "signed_on", "missing"})
_WORDS: Mapping[str, str] = {
    "project": "le projet",
    "structure": "la structure porteuse",
    "amount_requested": "le montant demandé",
    "pieces": "les pièces",
    "budget": "le budget",
    "figures": "les chiffres",
    "beneficiaries": "le nombre de personnes",
    "sessions": "les dates et lieux",
    "objectives": "les objectifs",
    "implementation": "ce qui a été fait",
    "words": "le bilan en mots",
    "gap_text": "l’explication des écarts",
    "grant": "le financement accordé",
}


def corrected_parts(snapshot: Snapshot, data: Mapping[str, Any]) -> list[str]:
    """The parts that differ today from what was sent, each once, in reading order."""
    rank = {part: place for place, part in enumerate(data)}
    paths = sorted(differs_since(snapshot, data), key=lambda path: rank.get(_part(path), len(rank)))
    return list(dict.fromkeys(_words(paths, snapshot.data)))


def _part(path: str) -> str:
    match = _PLACE.match(path)
    return match["part"] if match else path


def corrected_since_filing(application: Application) -> list[str]:
    """What the project says otherwise since the filing; empty before it."""
    if application.snapshot is None or not application.is_filed:
        return []
    return corrected_parts(application.snapshot, content_data(content_of(application)))


def _words(paths: Sequence[str], sent: Mapping[str, Any]) -> Iterable[str]:
    for path in paths:
        match, part = _PLACE.match(path), _part(path)
        if part in _NOT_OURS:
            continue
        answers = sent.get("answers") or []
        if part == "answers" and match and match["rank"] and int(match["rank"]) < len(answers):
            # « own » alone changes nothing of what is read.
            if path.endswith(".text"):
                yield f"« {answers[int(match['rank'])]['label']} »"
        elif part == "answers":
            yield "les questions"
        else:
            yield _WORDS.get(part, part)
