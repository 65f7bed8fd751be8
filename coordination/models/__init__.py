"""People, teams, organisations, and what a team lets out."""

from coordination.models.asks import Ask
from coordination.models.community import CommunityEvent, SupportRequest
from coordination.models.memberships import (
    DatedRole,
    Invitation,
    OrganisationMembership,
    TeamMembership,
)
from coordination.models.organisations import Organisation
from coordination.models.people import Person
from coordination.models.shares import Share, VisitCardConsent
from coordination.models.teams import BearingStructure, Team, TeamSite

__all__ = [
    "Ask",
    "BearingStructure",
    "CommunityEvent",
    "DatedRole",
    "Invitation",
    "Organisation",
    "OrganisationMembership",
    "Person",
    "Share",
    "SupportRequest",
    "Team",
    "TeamMembership",
    "TeamSite",
    "VisitCardConsent",
]
