"""The library the search is judged by: short sheets written as teams would, and real queries."""

from pathlib import Path
from typing import Any, NamedTuple

import yaml

from capitalisation.queries.library import search_library
from msp_portal.reference.loading import DATA
from msp_portal.reference.models import Public, Setting, Theme
from tests.factories import TeamFactory, listed_sheet

SETS = Path(__file__).resolve().parent / "sets"
FIRST = 3  # where the right sheet must be


class Query(NamedTuple):
    """What is typed, and the sheets any of which is the right one."""

    kind: str
    text: str
    wanted: tuple[str, ...]


def sheets() -> list[dict[str, Any]]:
    """Every short sheet, by file then by place."""
    return [row for path in sorted(SETS.glob("sheets_*.yml")) for row in _yaml(path)]


def queries(name: str) -> list[Query]:
    """The queries of one set: « tuned » or « kept_aside »."""
    rows = _yaml(SETS / f"{name}.yml")
    return [Query(kind, row[0], tuple(row[1:])) for kind, found in rows.items() for row in found]


def fill_library() -> dict[str, str]:
    """Publish every short sheet, with the labels of the real lists; the key of each, by its slug."""
    labels: dict[str, str] = {}
    for name, model in (("themes", Theme), ("publics", Public), ("settings", Setting)):
        for place, row in enumerate(_yaml(DATA / f"{name}.yml")["rows"]):
            values = {key: row[key] for key in ("label", "kind") if key in row}
            if row.get("parent"):
                values["parent_id"] = row["parent"]
            model.objects.update_or_create(code=row["code"], defaults={**values, "position": place})
            labels[row["code"]] = row["label"]
    team = TeamFactory()
    return {
        listed_sheet(
            row["titre"],
            themes=row["themes"],
            publics=row["publics"],
            settings=row["milieux"],
            summary=row["recit"],
            list_labels=labels,
            team=team,
        ).slug: row["cle"]
        for row in sheets()
    }


def place_of(query: Query, keys: dict[str, str]) -> int:
    """The place of the right sheet among the results, from 1; 0 when it is not on the first page."""
    found = [keys[sheet.slug] for sheet in search_library(query.text).found]
    places = [found.index(key) + 1 for key in query.wanted if key in found]
    return min(places, default=0)


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
