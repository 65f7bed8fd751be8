"""Experience sheets, brought to each state by the real services."""

from typing import Any

import factory
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from capitalisation.models import ExperienceSheet, SheetReviewAnswer, SheetSection, Takeover
from capitalisation.services.library_index import index_sheet
from capitalisation.services.publication import publish_sheet
from capitalisation.services.review import GroupAnswer, submit_sheet, validate_sheet
from capitalisation.services.sheets import create_sheet
from coordination.models import Person, Team
from msp_portal.kit import clock
from msp_portal.kit.snapshots import freeze
from projects.models import Project
from tests.factories.coordination import OrganisationMembershipFactory, PersonFactory, TeamFactory
from tests.factories.projects import ProjectFactory, lead_team
from tests.factories.reference import EvidenceLevelFactory, ThemeFactory


def sheet_of(project: Project, *, actor: Person, **changes: Any) -> ExperienceSheet:
    """The sheet of ``project``, opened by the service, with a summary and one part told."""
    sheet = create_sheet(actor=actor, project=project, team=lead_team(project))
    ExperienceSheet.unscoped.filter(pk=sheet.pk).update(  # unscoped: tests
        **{"summary": "Ce que nous avons appris en un an.", **changes}
    )
    SheetSection.unscoped.filter(sheet=sheet, key="NAISSANCE").update(  # unscoped: tests
        text="Une infirmière a vu arriver des collégiens qui fumaient déjà."
    )
    return ExperienceSheet.unscoped.get(pk=sheet.pk)  # unscoped: tests


def validated_sheet(project: Project, *, actor: Person, **changes: Any) -> ExperienceSheet:
    """The same, read and validated by the federation of its team."""
    sheet = submit_sheet(actor=actor, sheet=sheet_of(project, actor=actor, **changes))
    officer = PersonFactory(account=True)
    OrganisationMembershipFactory(person=officer, organisation=sheet.reviewer_organisation)
    validate_sheet(
        actor=officer,
        sheet=sheet,
        organisation=sheet.reviewer_organisation,
        grid={group: GroupAnswer("OUI") for group in SheetReviewAnswer.Group.values},
        evidence_level=EvidenceLevelFactory(),
    )
    return ExperienceSheet.unscoped.get(pk=sheet.pk)  # unscoped: tests


def published_sheet(project: Project, *, actor: Person, **changes: Any) -> ExperienceSheet:
    """The same, in the library."""
    sheet = publish_sheet(actor=actor, sheet=validated_sheet(project, actor=actor, **changes))
    return ExperienceSheet.unscoped.select_related("snapshot").get(pk=sheet.pk)  # unscoped: tests


def listed_sheet(title: str, text: str = "", **said: Any) -> ExperienceSheet:
    """A sheet of the library made from its frozen data alone, for tests of the search.

    ``said``: summary, themes (codes), publics, settings, communes, quotes, team, year;
    ``list_labels``: the words of the codes of publics and settings.
    """
    team = said.get("team") or TeamFactory()
    sheet = ExperienceSheet.objects.create(
        project=ProjectFactory(title=title, team=team),
        team=team,
        title=title,
        created_at=clock.now(),
    )
    data = _told(team, title, text, said)
    now = clock.now()
    sheet.snapshot = freeze(actor=None, kind="capitalisation.sheet", about=sheet, data=data)
    sheet.slug, sheet.state = f"{slugify(title)[:80]}-{sheet.pk}", ExperienceSheet.State.PUBLISHED
    sheet.published_at = sheet.validated_at = now
    sheet.save()
    index_sheet(sheet)
    return sheet


def _told(team: Team, title: str, text: str, said: dict[str, Any]) -> dict[str, Any]:
    """What a published sheet keeps, for the words given."""
    known = said.get("list_labels", {})
    rows = {
        name: [
            {"code": code, "label": known.get(code, code.replace("_", " ").lower())}
            for code in said.get(name, ())
        ]
        for name in ("publics", "settings", "action_kinds", "age_bands", "funding_kinds")
    }
    themes = [ThemeFactory(code=code) for code in said.get("themes", ())]
    return {
        "title": title,
        "summary": said.get("summary", ""),
        "sections": [{"key": "ETAPES", "title": "Comment cela s’est passé", "text": text}],
        "quotes": [{"text": words, "said_by": "infirmière"} for words in said.get("quotes", ())],
        "figures": [],
        "objectives": [],
        "team": {
            "name": team.name,
            "department": team.department.name,
            "department_code": team.department_id,
            "region": team.department.region.name,
            "region_code": team.department.region_id,
        },
        "identity": {
            **rows,
            "themes": [
                {"code": theme.code, "label": theme.label, "family": theme.parent_id or ""}
                for theme in themes
            ],
            "communes": list(said.get("communes", ())),
            "programme": "",
            "year": said.get("year", 2025),
        },
        "evidence": said.get("evidence"),
        "illustration": False,
    }


class TakeoverFactory(DjangoModelFactory):
    """A project taken over from the published sheet of another team."""

    class Meta:
        model = Takeover

    sheet = factory.LazyFunction(lambda: listed_sheet("La fiche d’origine"))
    project = factory.SubFactory(ProjectFactory)
    team = factory.LazyAttribute(lambda row: lead_team(row.project))
    taken_at = factory.LazyFunction(clock.now)
