"""The diagnostic and the priorities: sources, order, and a choice that stays the team's."""

import pytest
from django.core.exceptions import ValidationError

from coordination.models import Person
from msp_portal.kit.events import events_about
from msp_portal.kit.locking import StaleSave
from projects.models import DiagnosticItem, Priority, Project
from projects.queries.diagnostic import weighings
from projects.services.diagnostic import (
    add_item,
    choose_priority,
    edit_item,
    move_item,
    save_priority,
)
from tests.factories import (
    DiagnosticItemFactory,
    PriorityFactory,
)

pytestmark = pytest.mark.django_db
CRITERIA = ("importance", "severity", "avoidability", "feasibility", "adhesion")


@pytest.mark.parametrize("values", [{}, {"source": "Insee"}, {"year": 2024}])
def test_a_datum_without_source_and_year_is_refused(
    values: dict[str, object], project: Project, owner: Person
) -> None:
    with pytest.raises(ValidationError):
        add_item(actor=owner, project=project, kind="DONNEE", text="Un sur quatre.", **values)
    assert not DiagnosticItem.unscoped.filter(project=project).exists()


def test_a_need_needs_no_source(project: Project, owner: Person) -> None:
    item = add_item(actor=owner, project=project, kind="BESOIN", text="Un lieu pour les jeunes.")
    assert events_about(item).get().verb == "diagnostic.added"


def test_a_line_moves_among_its_kind_only_and_stops_at_the_ends(
    project: Project, owner: Person
) -> None:
    first = add_item(actor=owner, project=project, kind="BESOIN", text="Un")
    second = add_item(actor=owner, project=project, kind="BESOIN", text="Deux")
    other = add_item(actor=owner, project=project, kind="EXISTANT", text="Autre")
    move_item(actor=owner, item=second, up=True)
    move_item(actor=owner, item=DiagnosticItem.unscoped.get(pk=second.pk), up=True)
    order = list(DiagnosticItem.unscoped.filter(kind="BESOIN").values_list("pk", flat=True))
    assert order == [second.pk, first.pk]
    assert DiagnosticItem.unscoped.get(pk=other.pk).position == other.position


def test_two_persons_correcting_one_line_lose_nothing(
    project: Project, owner: Person, teammate: Person
) -> None:
    item = DiagnosticItemFactory(project=project, place="")
    base = {"text": item.text, "place": ""}
    edit_item(actor=teammate, item=item, expected_version=1, changes={"place": "Guipel"})
    edit_item(
        actor=owner,
        item=item,
        expected_version=1,
        changes={"text": "Mieux dit."},
        base={"text": base["text"]},
    )
    kept = DiagnosticItem.unscoped.get(pk=item.pk)
    assert (kept.text, kept.place) == ("Mieux dit.", "Guipel")
    with pytest.raises(StaleSave):
        edit_item(
            actor=teammate,
            item=item,
            expected_version=1,
            changes={"text": "Autrement."},
            base={"text": base["text"]},
        )


def test_correcting_nothing_tells_nothing(project: Project, owner: Person) -> None:
    item = DiagnosticItemFactory(project=project)
    edit_item(actor=owner, item=item, expected_version=1, changes={"text": item.text})
    assert not events_about(item).exists()


def test_the_highest_sum_is_chosen_by_nobody(project: Project, owner: Person) -> None:
    high = dict.fromkeys(CRITERIA, 3)
    save_priority(actor=owner, project=project, values={"label": "Le tabac", **high})
    save_priority(actor=owner, project=project, values={"label": "Les écrans"})
    rows = weighings(list(Priority.unscoped.filter(project=project)))
    assert {row.priority.label: row.total for row in rows} == {"Le tabac": 15, "Les écrans": None}
    assert not any(row.priority.chosen for row in rows)


def test_the_team_may_choose_what_it_did_not_weigh_and_says_why(
    project: Project, owner: Person
) -> None:
    priority = PriorityFactory(project=project)
    with pytest.raises(ValidationError):
        choose_priority(actor=owner, priority=priority, chosen=True, reason="  ")
    kept = choose_priority(actor=owner, priority=priority, chosen=True, reason="L’école demande.")
    assert kept.chosen
    let_go = choose_priority(actor=owner, priority=priority, chosen=False)
    assert (let_go.chosen, let_go.reason) == (False, "L’école demande.")
