"""A small region made by hand: an ARS, a CPAM, two federations, projects with figures and shares."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

import openpyxl
from django.db import models

from coordination.models import Organisation, Share, Team, VisitCardConsent
from msp_portal.kit import clock
from msp_portal.kit.exports import Format, write_workbook
from msp_portal.region.exports.workbook import regional_workbook
from msp_portal.region.queries.readers import Reader
from msp_portal.region.queries.rows import ProjectRow, project_rows
from projects.models import Fact, Indicator, Project
from tests.factories import IndicatorFactory, OrganisationFactory, RegionFactory, lead_team

TODAY = date(2026, 11, 24)
YEAR = 2025
Counts = Indicator.Counts


def ars(name: str = "ARS Bretagne", region: str = "53") -> Organisation:
    return OrganisationFactory(
        name=name, kind=Organisation.Kind.ARS, region=RegionFactory(code=region)
    )


def cpam() -> Organisation:
    return OrganisationFactory(name="CPAM d’ici", kind=Organisation.Kind.CPAM)


def share(
    project: Project,
    organisation: Organisation,
    what: str = Share.What.PROJECT,
    *,
    thing: models.Model | None = None,
    **conditions: Any,
) -> Share:
    """A share in force, as the service writes it."""
    from django.contrib.contenttypes.models import ContentType

    about = thing or project
    return Share.objects.create(
        team=lead_team(project),
        organisation=organisation,
        what=what,
        thing_type=ContentType.objects.get_for_model(about),
        thing_id=about.pk,
        project_id=project.pk,
        since=conditions.pop("since", clock.now()),
        **conditions,
    )


def agree_card(team: Team) -> VisitCardConsent:
    """The team lets its federation see the cartes de visite of its projects."""
    return VisitCardConsent.objects.create(
        team=team, federation=team.federation, agreed_at=clock.now()
    )


def count(project: Project, counts: str, value: int | None, year: int = YEAR) -> Fact:
    """One dated fact; None is « non mesuré »."""
    indicator = Indicator.unscoped.filter(project=project, counts=counts).first()
    return Fact.objects.create(
        project=project,
        indicator=indicator or IndicatorFactory(project=project, counts=counts),
        date=date(year, 5, 12),
        value=None if value is None else Decimal(value),
        not_measured=value is None,
        recorded_at=clock.now(),
        client_uuid=uuid4(),
    )


def rows_of(organisation: Organisation, year: int = YEAR) -> dict[str, ProjectRow]:
    """What this organisation sees, by title."""
    return {row.title: row for row in project_rows(Reader(organisation, TODAY), year)}


def workbook_of(
    organisation: Organisation, fmt: Format = Format.XLSX, year: int = YEAR, day: date = TODAY
) -> bytes:
    """The file itself."""
    target = BytesIO()
    made = regional_workbook(Reader(organisation, day), year, clock.now(), asked_by="l’essai")
    write_workbook(made, fmt, target)
    return target.getvalue()


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def table(content: bytes, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by the labels of its header."""
    header, *lines = opened(content)[sheet].iter_rows(values_only=True)
    return [dict(zip(header, line, strict=True)) for line in lines]
