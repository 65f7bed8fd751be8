"""One project as an organisation sees it: the parts that were shared, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType

from coordination.models import Share
from funding.models import Application, ReportDue
from msp_portal.kit.exports import Column, on_screen
from msp_portal.kit.models.documents import RenderedDocument
from msp_portal.region.exports.columns import ACTION_COLUMNS
from msp_portal.region.queries.parts import Part
from msp_portal.region.queries.readers import Reader, shares_of_team_data
from msp_portal.region.queries.rows import ProjectRow, project_row

_BY_NAME: dict[str, Column[ProjectRow]] = {column.name: column for column in ACTION_COLUMNS}
_CARD = (
    "equipes", "departements", "communes", "theme_principal", "publics", "etape", "debut", "fin",
)  # fmt: skip
_STORY = (
    "objectif_general", "autres_themes", "tranches_age", "niveau", "milieux", "types_action",
    "partenaires", "professionnels", "professions", "indicateurs", "financements", "aci",
)  # fmt: skip
_MONEY = ("montant_demande", "montant_accorde")


@dataclass(frozen=True, slots=True)
class SharedThing:
    """One share as it is told: what, since when, by whom, and its frozen document if there is one."""

    share: Share
    document: RenderedDocument | None
    sent_at: datetime | None


@dataclass(frozen=True)
class SharedProject:
    """The page."""

    row: ProjectRow
    card: tuple[tuple[str, str], ...]
    story: tuple[tuple[str, str], ...]
    money: tuple[tuple[str, str], ...]
    things: tuple[SharedThing, ...]

    @property
    def shows_figures(self) -> bool:
        """Whether figures were shared, measured or not."""
        return Part.FIGURES in self.row.parts


def shared_project(reader: Reader, year: int, project_id: int) -> SharedProject | None:
    """What ``reader`` sees of one project, or None when it sees nothing of it."""
    row = project_row(reader, year, project_id)
    if row is None:
        return None
    return SharedProject(
        row=row,
        card=_told(row, _CARD),
        story=_told(row, _STORY) if Part.STORY in row.parts else (),
        money=_told(row, _MONEY) if Part.MONEY in row.parts else (),
        things=tuple(shared_things(reader, project_id)),
    )


def shared_things(reader: Reader, project_id: int) -> list[SharedThing]:
    """The shares of one project with the frozen document of each application and report sent."""
    shares = list(shares_of_team_data(reader, project_id))
    applications = _frozen(Application, shares)
    reports = _frozen(ReportDue, shares)
    kinds = {
        ContentType.objects.get_for_model(Application).pk: applications,
        ContentType.objects.get_for_model(ReportDue).pk: reports,
    }
    things = []
    for share in shares:
        frozen = kinds.get(share.thing_type_id, {}).get(share.thing_id)
        things.append(
            SharedThing(
                share,
                frozen.document if frozen and frozen.document_id else None,
                frozen.created_at if frozen else None,
            )
        )
    return things


def _frozen(model: type[Any], shares: list[Share]) -> dict[int, Any]:
    kind = ContentType.objects.get_for_model(model).pk
    wanted = [share.thing_id for share in shares if share.thing_type_id == kind]
    if not wanted:
        return {}
    rows = model.unscoped.filter(  # unscoped: these very things were shared with the reader
        pk__in=wanted, snapshot__isnull=False
    ).select_related("snapshot__document")
    return {row.pk: row.snapshot for row in rows}


def _told(row: ProjectRow, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    lines = [(_BY_NAME[name].label, on_screen(_BY_NAME[name], row)) for name in names]
    return tuple((label[0].upper() + label[1:], text) for label, text in lines if text)
