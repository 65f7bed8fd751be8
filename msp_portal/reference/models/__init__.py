"""Global lists: the same for everybody, no team data here."""

from msp_portal.reference.models.base import ReferenceList, Source
from msp_portal.reference.models.budget import BudgetAccount
from msp_portal.reference.models.lists import (
    ActionKind,
    AgeBand,
    CallKind,
    EvidenceLevel,
    FilingPlatform,
    FunderKind,
    GeoLevel,
    PreventionLevel,
    Profession,
    Public,
    Setting,
    Theme,
)
from msp_portal.reference.models.places import Commune, Department, Region, SchoolZone

__all__ = [
    "ActionKind",
    "AgeBand",
    "BudgetAccount",
    "CallKind",
    "Commune",
    "Department",
    "EvidenceLevel",
    "FilingPlatform",
    "FunderKind",
    "GeoLevel",
    "PreventionLevel",
    "Profession",
    "Public",
    "ReferenceList",
    "Region",
    "SchoolZone",
    "Setting",
    "Source",
    "Theme",
]
