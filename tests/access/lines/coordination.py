"""People, teams, organisations, and the addresses of signing in."""

from typing import Any

from coordination.models import (
    Invitation,
    SupportRequest,
    TeamMembership,
    TeamSite,
)
from coordination.services.invitations import invite_person
from coordination.services.support import ask_support
from msp_portal.kit.links.services import link_path
from msp_portal.kit.models import ActionLink
from tests.factories import BearingStructureFactory, TeamSiteFactory

SIGNED_OUT = {"anonymous": "login", "guest_link": "login"}
EVERYBODY = {**SIGNED_OUT, "*": 200}


def in_team(**more: Any) -> dict[str, Any]:
    """Seen by its members and its federation; absent for everybody else."""
    return {**SIGNED_OUT, "owner": 200, "teammate": 200, "federation": 200, "*": 404, **more}


def managed(**more: Any) -> dict[str, Any]:
    """Done by the coordination; refused with a reason to who sees the page; absent for others."""
    return {**SIGNED_OUT, "owner": 200, "teammate": 403, "federation": 403, "*": 404, **more}


def team(world: Any, audience: str) -> dict[str, Any]:
    return {"pk": world.team.pk}


def actor(world: Any, audience: str) -> dict[str, Any]:
    return {"pk": world.support_actor.pk}


def site(world: Any, audience: str) -> dict[str, Any]:
    TeamSite.objects.filter(team=world.team).delete()
    TeamSiteFactory(team=world.team, name="Annexe")
    return {"pk": world.team.pk, "site": TeamSiteFactory(team=world.team).pk}


def structure(world: Any, audience: str) -> dict[str, Any]:
    return {"pk": world.team.pk, "structure": BearingStructureFactory(team=world.team).pk}


def teammate_role(world: Any, audience: str) -> dict[str, Any]:
    person = world.person("teammate")
    role = TeamMembership.unscoped.get(person=person, team=world.team)
    return {"pk": world.team.pk, "role": role.pk}


def teammate(world: Any, audience: str) -> dict[str, Any]:
    return {"pk": world.team.pk, "person": world.person("teammate").pk}


def new_invitation(world: Any) -> Invitation:
    Invitation.objects.all().delete()
    return invite_person(
        actor=world.person("owner"), team=world.team, email="nouvelle@exemple.test",
        first_name="Nouvelle", last_name="Venue", role="PROFESSIONAL",
    )  # fmt: skip


def invitation(world: Any, audience: str) -> dict[str, Any]:
    return {"pk": new_invitation(world).pk}


def invitation_token(world: Any, audience: str) -> dict[str, Any]:
    link = ActionLink.objects.get(about_id=new_invitation(world).pk, action__contains="invitation")
    return {"token": link_path(link).rstrip("/").rpartition("/")[2]}


def posted_token(world: Any, audience: str) -> dict[str, Any]:
    return {"link_token": "autre"}


def support_request(world: Any, audience: str) -> dict[str, Any]:
    SupportRequest.unscoped.all().delete()
    request = ask_support(
        actor=world.person("owner"), team=world.team, organisation=world.support_actor,
        text="Former l’équipe au repérage.",
    )  # fmt: skip
    return {"pk": request.pk}


def reset_key(world: Any, audience: str) -> dict[str, Any]:
    return {"uidb36": "1", "key": "set-password"}


def email_key(world: Any, audience: str) -> dict[str, Any]:
    return {"key": "inconnue"}


SIGNED_IN_ELSEWHERE = {"anonymous": 200, "guest_link": 200, "*": "redirect"}
# The setting first asks for the password again.
CONFIRM_FIRST = {**SIGNED_OUT, "*": "redirect"}
WITHOUT_FACTOR = ("owner", "teammate", "stranger")

LINES: list[dict[str, Any]] = [
    {"name": "coordination:teams", "expect": EVERYBODY},
    {
        "name": "coordination:team_new",
        "expect": {**SIGNED_OUT, "federation": 200, "other_federation": 200, "*": 403},
    },
    {"name": "coordination:team", "kwargs": team, "expect": in_team()},
    {"name": "coordination:team_edit", "kwargs": team, "expect": managed()},
    {"name": "coordination:site_add", "kwargs": team, "method": "post", "expect": managed()},
    {
        "name": "coordination:site_remove",
        "kwargs": site,
        "method": "post",
        "expect": managed(owner="redirect"),
    },
    {"name": "coordination:structure_add", "kwargs": team, "expect": managed()},
    {"name": "coordination:structure", "kwargs": structure, "expect": managed()},
    {
        "name": "coordination:visit_card",
        "kwargs": team,
        "method": "post",
        "expect": managed(owner="redirect"),
    },
    {"name": "coordination:member_add", "kwargs": team, "expect": managed()},
    {"name": "coordination:members_paste", "kwargs": team, "expect": managed()},
    {"name": "coordination:member_edit", "kwargs": teammate, "expect": managed()},
    {"name": "coordination:role_end", "kwargs": teammate_role, "expect": managed()},
    {
        "name": "coordination:role_resume",
        "kwargs": teammate_role,
        "method": "post",
        "expect": managed(owner="redirect"),
    },
    {"name": "coordination:team_invite", "kwargs": team, "expect": managed(federation=200)},
    {"name": "coordination:team_requests", "kwargs": team, "expect": in_team(federation=404)},
    {
        "name": "coordination:invitation_again",
        "kwargs": invitation,
        "method": "post",
        "expect": {**SIGNED_OUT, "owner": "redirect", "*": 404},
    },
    {
        "name": "coordination:invitation_withdraw",
        "kwargs": invitation,
        "method": "post",
        "expect": {**SIGNED_OUT, "owner": "redirect", "*": 404},
    },
    # Whoever holds the link reads it; nobody accepts with the token of another page.
    {"name": "coordination:invitation", "kwargs": invitation_token, "expect": {"*": 200}},
    {
        "name": "coordination:invitation",
        "kwargs": invitation_token,
        "method": "post",
        "data": posted_token,
        "expect": {"*": 403},
    },
    {"name": "coordination:organisations", "expect": EVERYBODY},
    {"name": "coordination:organisation", "kwargs": actor, "expect": EVERYBODY},
    {
        "name": "coordination:organisation_new",
        "expect": {
            **SIGNED_OUT,
            "federation": 200,
            "other_federation": 200,
            "admin": 200,
            "*": 403,
        },
    },
    {
        "name": "coordination:organisation_edit",
        "kwargs": actor,
        "expect": {**SIGNED_OUT, "support": 200, "federation": 200, "admin": 200, "*": 403},
    },
    {
        "name": "coordination:org_invite",
        "kwargs": actor,
        "expect": {**SIGNED_OUT, "support": 200, "federation": 200, "admin": 200, "*": 403},
    },
    {
        "name": "coordination:support_ask",
        "kwargs": actor,
        "expect": {**SIGNED_OUT, "owner": 200, "teammate": 200, "stranger": 200, "*": 403},
    },
    {
        "name": "coordination:organisation_requests",
        "kwargs": actor,
        "expect": {**SIGNED_OUT, "support": 200, "*": 404},
    },
    {
        "name": "coordination:support_answer",
        "kwargs": support_request,
        "expect": {**SIGNED_OUT, "support": 200, "owner": 403, "teammate": 403, "*": 404},
    },
    {
        "name": "coordination:support_withdraw",
        "kwargs": support_request,
        "method": "post",
        "expect": {
            **SIGNED_OUT,
            "owner": "redirect",
            "teammate": "redirect",
            "support": 403,
            "*": 404,
        },
    },
    {"name": "coordination:community", "expect": EVERYBODY},
    {
        "name": "coordination:community",
        "method": "post",
        "expect": {**SIGNED_OUT, "federation": 200, "other_federation": 200, "*": 403},
    },
    {"name": "coordination:account", "expect": EVERYBODY},
    {"name": "coordination:my_mails", "expect": EVERYBODY},
    {"name": "coordination:resume", "expect": {**SIGNED_OUT, "*": "redirect"}},
    # Signing in.
    {"name": "account_login", "expect": SIGNED_IN_ELSEWHERE},
    {"name": "account_request_login_code", "expect": SIGNED_IN_ELSEWHERE},
    {
        "name": "account_confirm_login_code",
        "expect": {"anonymous": "login", "guest_link": "login", "*": "redirect"},
    },
    {
        "name": "account_logout",
        "expect": {"anonymous": "redirect", "guest_link": "redirect", "*": 200},
    },
    {"name": "account_inactive", "expect": {"*": 200}},
    {"name": "account_reauthenticate", "expect": EVERYBODY},
    {"name": "account_email", "expect": EVERYBODY},
    {"name": "account_email_verification_sent", "expect": {"*": 200}},
    {"name": "account_confirm_email", "kwargs": email_key, "expect": {"*": 200}},
    {"name": "account_change_password", "expect": EVERYBODY},
    {"name": "account_set_password", "expect": CONFIRM_FIRST},
    {"name": "account_reset_password", "expect": {"*": 200}},
    {"name": "account_reset_password_done", "expect": {"*": 200}},
    {
        "name": "account_reset_password_from_key",
        "kwargs": reset_key,
        "expect": {"*": 200},
    },
    {"name": "account_reset_password_from_key_done", "expect": {"*": 200}},
    {"name": "mfa_index", "expect": EVERYBODY},
    {
        "name": "mfa_authenticate",
        "expect": {"anonymous": "login", "guest_link": "login", "*": "redirect"},
    },
    {
        "name": "mfa_reauthenticate",
        "expect": {**EVERYBODY, **dict.fromkeys(WITHOUT_FACTOR, "redirect")},
    },
    {"name": "mfa_activate_totp", "expect": CONFIRM_FIRST},
    {
        "name": "mfa_deactivate_totp",
        "expect": {**CONFIRM_FIRST, **dict.fromkeys(WITHOUT_FACTOR, 404)},
    },
    {"name": "mfa_view_recovery_codes", "expect": {**SIGNED_OUT, "*": 404}},
    {"name": "mfa_generate_recovery_codes", "expect": CONFIRM_FIRST},
    {"name": "mfa_download_recovery_codes", "expect": {**SIGNED_OUT, "*": 404}},
]
