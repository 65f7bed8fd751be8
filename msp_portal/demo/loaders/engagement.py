"""The team's yes, a programme's adoption, and what partners answered."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from coordination.models import Ask, Person
from msp_portal.demo.world import World
from projects.models import (
    EngagementAnswer,
    EngagementRound,
    Partner,
    PartnerOpinion,
    ProgrammeAdoption,
    Project,
)

Row = dict[str, Any]
ANSWERS_A_DAY = 6
BETWEEN_ANSWERS = timedelta(minutes=71)


def load_rounds(world: World, row: Row, project: Project) -> None:
    """Rounds of engagement: everyone of the team is asked, some answer, silence stays silence."""
    for asked in row.get("rounds", []):
        team = world.teams[asked["team"]]
        opened_by = world.people[asked["opened_by"]]
        made: EngagementRound = EngagementRound.objects.create(
            project=project,
            team=team,
            message=asked["message"],
            opened_at=world.moment(asked["opened"]),
            opened_by=opened_by,
            closes_on=world.day(asked["closes"]),
            closed_at=world.moment(asked.get("closed")),
        )
        answers = {
            world.people[f"{asked['team']}/{key}"].pk: answer
            for key, answer in asked["answers"].items()
        }
        persons = [person for person in world.members[asked["team"]] if person != opened_by]
        world.tell(project, "engagement.asked", at=made.opened_at, by=opened_by)
        given = _write_answers(world, made, persons, answers)
        _write_asks(made, persons, given)
        if made.closed_at:
            world.tell(project, "engagement.closed", at=made.closed_at, by=opened_by)


def _write_answers(
    world: World, made: EngagementRound, persons: list[Person], answers: dict[int, Row]
) -> dict[int, EngagementAnswer]:
    """Answers by person, some hours after one another, none later than the day of loading."""
    latest = made.closed_at or world.days.first_moment()
    answered = [person for person in persons if person.pk in answers]
    given = [
        EngagementAnswer(
            project=made.project,
            round=made,
            person=person,
            level=answers[person.pk]["level"],
            comment=answers[person.pk].get("comment", ""),
            answered_at=min(made.opened_at + _after(place), latest),
        )
        for place, person in enumerate(answered)
    ]
    EngagementAnswer.objects.bulk_create(given)
    for answer in given:
        changes = {"level": [None, answer.level]}
        world.tell(
            made.project,
            "engagement.answered",
            at=answer.answered_at,
            by=answer.person,
            changes=changes,
        )
    return {answer.person_id: answer for answer in given}


def _after(place: int) -> timedelta:
    """How long after the question the answer of this rank comes: a few a day, in daytime."""
    days, rank = divmod(place, ANSWERS_A_DAY)
    return timedelta(days=days) + BETWEEN_ANSWERS * (rank + 1)


def _write_asks(
    about: EngagementRound, persons: list[Person], given: dict[int, EngagementAnswer]
) -> None:
    Ask.objects.bulk_create(
        Ask(
            kind=Ask.Kind.ENGAGEMENT,
            team=about.team,
            person=person,
            about_type=_type_of(about),
            about_id=about.pk,
            message=about.message,
            asked_by=about.opened_by,
            asked_at=about.opened_at,
            answered_at=given[person.pk].answered_at if person.pk in given else None,
            closed_at=None if person.pk in given else about.closed_at,
        )
        for person in persons
    )


def _type_of(model: models.Model) -> ContentType:
    return ContentType.objects.get_for_model(model)


def load_adoption(world: World, row: Row, project: Project) -> None:
    """How the team entered a turnkey programme."""
    if "adoption" not in row:
        return
    adoption = row["adoption"]
    programme = world.programmes[row["programme"]]
    author, decided = world.people[adoption["decided_by"]], world.moment(adoption["decided"])
    told: dict[str, list[Any]] = {"programme": [None, programme.title]}
    world.tell(project, "programme.adopted", at=project.created_at, by=author, changes=told)
    world.tell(project, "programme.decided", at=decided, by=author)
    ProgrammeAdoption.objects.create(
        project=project,
        programme=programme,
        team=world.teams[row["lead_team"]],
        presented_on=world.day(adoption["presented"]),
        volunteers_at_launch=adoption["volunteers"],
        dropouts=adoption["dropouts"],
        decided_at=decided,
        decided_by=author,
    )


def load_opinions(world: World, row: Row, project: Project, partners: dict[str, Partner]) -> None:
    """What partners were asked, and answered."""
    for opinion in row.get("opinions", []):
        partner = partners[opinion["partner"]]
        answered = world.moment(opinion.get("answered"))
        Ask.objects.create(
            kind=Ask.Kind.OPINION,
            team=world.teams[row["lead_team"]],
            person=partner.contact,
            about_type=_type_of(partner),
            about_id=partner.pk,
            asked_by=world.people[row["opened_by"]],
            asked_at=world.moment(opinion["asked"]),
            answered_at=answered,
        )
        if answered:
            PartnerOpinion.objects.create(
                project=project,
                partner=partner,
                person=partner.contact,
                need=opinion.get("need", ""),
                offer=opinion.get("offer", ""),
                opinion=opinion.get("opinion", ""),
                answered_at=answered,
            )
