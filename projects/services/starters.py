"""« Partir d’un modèle »: a project opened with what the trade already knows, all to be adapted.

Nothing is decided in the team's place: nobody is assigned, targets and amounts are empty, dates
come from the backward plan around the day the team chose. The rows are written together and told
by one line of the journal, as for a project renewed.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.models import Person, Team
from msp_portal.kit import clock
from msp_portal.kit.french import number
from msp_portal.reference.calendar import PlannedDate, backward_plan
from msp_portal.reference.models import ActionKind, Public, Setting, Theme
from projects.models import Action, FramingNote, Indicator, Objective, Partner, Project, Task
from projects.services.budget import NEW, LineSaid, open_budget, save_budget
from projects.services.framing import save_framing
from projects.services.opening import open_project
from projects.services.plan_backward import ACTION_PREFIX, PAST, preview_backward_plan
from projects.services.project_activity import record_project_event
from projects.services.project_description import describe_project
from projects.services.starter_actions import days_of_actions
from projects.starters.picked import Picked, pick
from projects.starters.shape import Cost, Starter

SAME_GESTURE = timedelta(minutes=1)
ACTION_DAY = "Le jour de l’action"
ORDERS = "Ordres de grandeur du modèle, à remplacer par vos devis puis à effacer :"
FRAMING = {
    "idea": "idea",
    "need": "need",
    "publics_text": "publics",
    "actions_text": "actions",
    "referents_text": "referents",
    "budget_order": "budget_order",
    "funding_text": "funding",
}


@dataclass(frozen=True, slots=True)
class StarterChoice:
    """What the team decides. ``anchor`` None: the plan will be dated later. ``picked`` None:
    everything that comes ticked."""

    team: Team
    title: str
    anchor: date | None = None
    picked: Picked | None = None
    carries: bool = False
    now: datetime = field(default_factory=clock.now)


@transaction.atomic
def start_from_starter(*, actor: Person, starter: Starter, choice: StarterChoice) -> Project:
    """Open a project of ``choice.team`` from ``starter``, as drafts.

    The same gesture twice within a minute (a button tapped twice) gives the project already
    opened. Raises ``ValidationError`` without a title or for a date already past.
    """
    if choice.anchor is not None and choice.anchor < clock.today():
        raise ValidationError({"anchor": PAST})
    Person.objects.select_for_update().get(pk=actor.pk)  # two taps come one after the other
    if (twin := _just_opened(actor, starter, choice)) is not None:
        return twin
    picked = choice.picked or pick(starter)
    project = open_project(
        actor=actor,
        team=choice.team,
        title=choice.title,
        main_theme=Theme.objects.filter(pk=starter.main_theme, active=True).first(),
        idea=starter.framing.idea,
        carries=choice.carries,
        origin=Project.Origin.STARTER,
        starter_code=starter.code,
        now=choice.now,
    )
    draft = _Draft(actor, project, starter, picked, choice)
    draft.describe()
    draft.write_framing()
    objectives = draft.write_objectives()
    draft.write_indicators(objectives)
    actions = draft.write_actions()
    draft.write_plan(actions)
    draft.write_partners()
    draft.write_budget()
    record_project_event(
        actor=actor,
        project=project,
        verb="project.started_from",
        changes={"starter": [None, starter.name]},
        now=choice.now,
    )
    return Project.unscoped.get(pk=project.pk)  # unscoped: the project opened above


def _just_opened(actor: Person, starter: Starter, choice: StarterChoice) -> Project | None:
    return (
        Project.unscoped.filter(  # unscoped: her own project, opened a moment ago
            created_by=actor,
            starter_code=starter.code,
            title=" ".join(choice.title.split()),
            anchor_date=choice.anchor,
            created_at__gt=choice.now - SAME_GESTURE,
            project_teams__team=choice.team,
        )
        .order_by("-pk")
        .first()
    )


def _order_of(cost: Cost) -> str:
    return f"{cost.label} : {number(cost.low)} à {number(cost.high)} €"


@dataclass(frozen=True, slots=True)
class _Draft:
    """The project being filled, part by part, through the service of each part."""

    actor: Person
    project: Project
    starter: Starter
    picked: Picked
    choice: StarterChoice

    def describe(self) -> None:
        """Themes, publics, settings: lists of today only, one withdrawn since is left out."""
        starter, kinds = self.starter, {one.kind for one in self.picked.actions}
        describe_project(
            actor=self.actor,
            project=self.project,
            expected_version=self.project.version,
            changes={
                "summary": starter.purpose,
                "anchor_date": self.choice.anchor,
                "anchor_label": self._anchor_label() if self.choice.anchor else "",
                "level": starter.level,
                "other_themes": Theme.objects.filter(pk__in=starter.other_themes, active=True),
                "publics": Public.objects.filter(pk__in=starter.publics, active=True),
                "places_of_action": Setting.objects.filter(pk__in=starter.settings, active=True),
                "action_kinds": ActionKind.objects.filter(pk__in=kinds, active=True),
            },
            now=self.choice.now,
        )

    def write_framing(self) -> None:
        """The note begun, with « … » where only the team knows."""
        note = FramingNote.unscoped.get(project=self.project)  # unscoped: opened above
        words = {column: getattr(self.starter.framing, name) for column, name in FRAMING.items()}
        save_framing(
            actor=self.actor,
            note=note,
            expected_version=note.version,
            changes=words,
            now=self.choice.now,
        )

    def write_objectives(self) -> dict[str, Objective]:
        """Parents come first; one whose parent was left out stands alone."""
        days = self._days({one.key: -one.after for one in self.picked.objectives if one.after})
        made: dict[str, Objective] = {}
        for place, one in enumerate(self.picked.objectives, start=1):
            made[one.key] = Objective.objects.create(
                project=self.project,
                level=one.level,
                text=one.text,
                public_text=one.public,
                parent=made.get(one.parent),
                due_date=days.get(one.key, self.choice.anchor if one.after == 0 else None),
                position=place,
            )
        return made

    def write_indicators(self, objectives: dict[str, Objective]) -> None:
        """Without baseline nor target: only the team can say."""
        Indicator.objects.bulk_create(
            Indicator(
                project=self.project,
                objective=objectives.get(one.objective),
                name=one.name,
                card_key=one.card,
                kind=one.kind,
                counts=one.counts,
                unit=one.unit,
                how=one.how,
                position=place,
            )
            for place, one in enumerate(self.picked.indicators, start=1)
        )

    def write_actions(self) -> dict[str, Action]:
        """Planned, each on a good day around the chosen one."""
        anchor, team = self.choice.anchor, self.choice.team
        days = days_of_actions(self.starter, anchor, team, clock.today()) if anchor else {}
        kinds = ActionKind.objects.in_bulk({one.kind for one in self.picked.actions})
        made = Action.objects.bulk_create(
            Action(
                project=self.project,
                label=one.label,
                kind=kinds.get(one.kind),
                description=one.description,
                date=days.get(one.key),
                position=place,
            )
            for place, one in enumerate(self.picked.actions, start=1)
        )
        return {one.key: row for one, row in zip(self.picked.actions, made, strict=True)}

    def write_plan(self, actions: dict[str, Action]) -> None:
        """The tasks and the small parts: dated when there is a day, to be dated otherwise."""
        dates = self._dates_of_steps()
        tied = dict(self.picked.action_of_step)
        Task.objects.bulk_create(
            Task(
                project=self.project,
                action=actions.get(tied.get(step.key, "")),
                label=step.label,
                due_on=dates[step.key].day if dates else None,
                planned_on=dates[step.key].day if dates else None,
                date_note=dates[step.key].reason[:200] if dates else "",
                plan_key=f"{ACTION_PREFIX}:{step.key}",
                position=place,
                created_at=self.choice.now,
                created_by=self.actor,
            )
            for place, step in enumerate(self.picked.steps, start=1)
        )

    def _dates_of_steps(self) -> dict[str, PlannedDate]:
        """What the backward plan says of each step, when there is a day to plan around."""
        if self.choice.anchor is None:
            return {}
        changes = preview_backward_plan(
            project=self.project, anchor=self.choice.anchor, steps=self.picked.steps
        )
        return {change.step.key: change.planned for change in changes}

    def write_partners(self) -> None:
        """Structures to look for, without anybody to write to yet."""
        Partner.objects.bulk_create(
            Partner(
                project=self.project, name=one.name, role=one.role, contribution=one.contribution
            )
            for one in self.picked.partners
        )

    def write_budget(self) -> None:
        """Lines without amount: an order of magnitude is no estimate. It is told in the note,
        where it is wiped in one gesture."""
        if not self.picked.costs:
            return
        year = (self.choice.anchor or clock.today()).year
        budget = open_budget(actor=self.actor, project=self.project, year=year, now=self.choice.now)
        lines = [
            LineSaid(
                key=f"{one.account}{NEW}{rank}",
                account=one.account,
                label=one.label,
            )
            for rank, one in enumerate(self.picked.costs)
        ]
        save_budget(
            actor=self.actor,
            budget=budget,
            expected_version=budget.version,
            lines=lines,
            note="\n".join([ORDERS, *(_order_of(one) for one in self.picked.costs)]),
            now=self.choice.now,
        )

    def _anchor_label(self) -> str:
        day = next((one.label for one in self.picked.actions if one.before == 0), ACTION_DAY)
        return day[:120]

    def _days(self, before: dict[str, int]) -> dict[str, date]:
        """Each key on a good day of this team, when a day was chosen."""
        if self.choice.anchor is None:
            return {}
        team = self.choice.team
        planned = backward_plan(
            self.choice.anchor,
            list(before.items()),
            team.school_zone,
            department=team.department_id,
            not_before=clock.today(),
        )
        return {each.key: each.day for each in planned}
