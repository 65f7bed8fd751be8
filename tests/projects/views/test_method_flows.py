"""The method by hand: from an empty form to what is written, and what is kept when it is refused."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.models import Person, Team
from msp_portal.kit import clock
from msp_portal.kit.models import Event
from projects.models import (
    DiagnosticItem,
    Indicator,
    Objective,
    Partner,
    Priority,
    Project,
    Task,
)
from tests.factories import (
    DiagnosticItemFactory,
    IndicatorFactory,
    ObjectiveFactory,
    PersonFactory,
    PriorityFactory,
    TaskFactory,
)

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Person], Client]


@pytest.fixture
def client(owner: Person, as_person: AsPerson) -> Client:
    return as_person(owner)


def url(name: str, project: Project, **kwargs: int) -> str:
    return reverse(f"projects:{name}", kwargs={"pk": project.pk, **kwargs})


# ---- Diagnostic --------------------------------------------------------------------------------


def test_a_datum_without_source_is_refused_and_its_words_are_kept(
    client: Client, project: Project
) -> None:
    address = url("diagnostic_new", project) + "?type=DONNEE"
    response = client.post(address, {"text": "Un adulte sur quatre fume.", "version": 1})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Un adulte sur quatre fume." in page
    assert "s’accompagne de sa source" in page
    assert not DiagnosticItem.unscoped.filter(project=project).exists()


def test_a_line_is_added_taken_out_and_put_back(client: Client, project: Project) -> None:
    address = url("diagnostic_new", project) + "?type=BESOIN"
    client.post(address, {"text": "Un lieu pour les jeunes.", "version": 1})
    item = DiagnosticItem.unscoped.get(project=project)
    page = client.post(url("diagnostic_remove", project, item=item.pk), follow=True)
    assert "Annuler le retrait" in page.content.decode()
    event = Event.unscoped.get(verb="diagnostic.removed")
    client.post(url("put_back", project, event=event.pk))
    assert DiagnosticItem.unscoped.get(project=project).pk == item.pk


def test_an_event_of_another_project_puts_nothing_back(
    client: Client, project: Project, team: Team
) -> None:
    from tests.factories import ProjectFactory

    other = ProjectFactory(team=team)
    item = DiagnosticItemFactory(project=other)
    client.post(url("diagnostic_remove", other, item=item.pk))
    event = Event.unscoped.get(verb="diagnostic.removed")
    assert client.post(url("put_back", project, event=event.pk)).status_code == 404
    assert not DiagnosticItem.unscoped.filter(pk=item.pk).exists()


def test_a_stale_correction_shows_both_and_keeps_what_was_typed(
    client: Client, project: Project
) -> None:
    item = DiagnosticItemFactory(project=project, text="Au départ.")
    typed = {"text": "Le mien.", "initial-text": "Au départ.", "version": 1, "place": "Guipel",
             "initial-place": ""}  # fmt: skip
    DiagnosticItem.unscoped.filter(pk=item.pk).update(text="Le sien.", version=2)
    response = client.post(url("diagnostic_edit", project, item=item.pk), typed)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Le mien." in page
    assert "Le sien." in page
    assert 'name="place" value="Guipel"' in page


def test_a_priority_is_kept_with_its_reason_only(client: Client, project: Project) -> None:
    priority = PriorityFactory(project=project)
    address = url("diagnostic_priority_choose", project, priority=priority.pk)
    assert client.post(address, {"reason": "", "choix": "oui"}).status_code == 422
    client.post(address, {"reason": "L’école demande.", "choix": "oui"})
    assert Priority.unscoped.get(pk=priority.pk).chosen


def test_a_priority_is_weighed_in_part(client: Client, project: Project) -> None:
    client.post(
        url("diagnostic_priority_new", project),
        {"label": "Le tabac", "importance": "3", "severity": "", "version": 1},
    )
    kept = Priority.unscoped.get(project=project)
    assert (kept.importance, kept.severity) == (3, None)


# ---- Objectives --------------------------------------------------------------------------------

ROWS = {
    "new0-name": "Ateliers tenus", "new0-kind": "PROCESSUS", "new0-counts": "SEANCES",
    "new0-target": "3", "new0-version": "1", "new0-initial-kind": "PROCESSUS",
    "new0-initial-counts": "AUTRE",
    "new1-name": "", "new1-kind": "RESULTAT", "new1-counts": "AUTRE", "new1-version": "1",
    "new1-initial-kind": "RESULTAT", "new1-initial-counts": "AUTRE",
}  # fmt: skip
OBJECTIVE = {"level": "SPECIFIQUE", "text": "Sensibiliser les élèves.", "version": "1"}


def test_an_objective_is_saved_whatever_the_reading_says(client: Client, project: Project) -> None:
    page = client.post(url("objectives_new", project), {**OBJECTIVE, **ROWS}, follow=True)
    assert "À préciser quand vous voudrez" in page.content.decode()
    objective = Objective.unscoped.get(project=project)
    (indicator,) = objective.indicators.all()
    assert (indicator.name, indicator.target, indicator.kind) == ("Ateliers tenus", 3, "PROCESSUS")


def test_the_reading_without_script_keeps_what_is_typed_and_saves_nothing(
    client: Client, project: Project
) -> None:
    response = client.post(url("objectives_new", project), {**OBJECTIVE, **ROWS, "relire": "1"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "C’est une action" in page
    assert "Ateliers tenus" in page
    assert not Objective.unscoped.filter(project=project).exists()


def test_the_reading_as_one_types_leans_on_the_row_being_typed(
    client: Client, project: Project
) -> None:
    without = client.post(url("objectives_smart", project), OBJECTIVE).content.decode()
    assert "Rien ne dit encore à quoi" in without
    assert "<form" not in without  # a part of the page, put in the page
    with_row = client.post(url("objectives_smart", project), {**OBJECTIVE, **ROWS})
    assert "On saura si c’est atteint" in with_row.content.decode()
    assert not Indicator.unscoped.filter(project=project).exists()


def test_the_proposed_wording_takes_the_place_of_the_sentence_which_can_come_back(
    client: Client, project: Project
) -> None:
    address = url("objectives_new", project)
    taken = client.post(address, {**OBJECTIVE, **ROWS, "reprendre": "1"})
    assert taken.status_code == 200
    form, before = taken.context["form"], taken.context["before"]
    assert form["text"].value().startswith("D’ici le …, au moins … élèves sauront citer …")
    assert before == OBJECTIVE["text"]
    page = taken.content.decode()
    assert "Remettre ma phrase" in page
    assert "Ateliers tenus" in page  # what was typed below stays
    given_back = client.post(
        address,
        {**OBJECTIVE, **ROWS, "text": form["text"].value(), "avant": before, "remettre": "1"},
    )
    assert given_back.context["form"]["text"].value() == OBJECTIVE["text"]
    assert not Objective.unscoped.filter(project=project).exists()


def test_the_sentence_of_before_waits_while_one_goes_on_typing(
    client: Client, project: Project
) -> None:
    typed = {**OBJECTIVE, "text": "D’ici juin, les élèves …", "avant": OBJECTIVE["text"]}
    part = client.post(url("objectives_smart", project), typed).content.decode()
    assert "Remettre ma phrase" in part
    assert f'name="avant" value="{OBJECTIVE["text"]}"' in part


def test_what_cannot_be_read_is_said_in_one_sentence_and_is_saved_all_the_same(
    client: Client, project: Project
) -> None:
    english = {**OBJECTIVE, "text": "To reduce the number of falls of the elderly with our team."}
    part = client.post(url("objectives_smart", project), english).content.decode()
    assert "n’a pas l’air d’être en français" in part
    client.post(url("objectives_new", project), {**english, **ROWS})
    assert Objective.unscoped.filter(project=project).exists()


@pytest.mark.parametrize("name", ["objectives_smart", "objectives_new"])
def test_the_reading_costs_the_same_queries_whatever_the_sentence(
    client: Client,
    project: Project,
    name: str,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[CaptureQueriesContext]],
) -> None:
    counts = []
    for text in ("Le tabac", "Réduire le tabac et augmenter le sport. Former les parents."):
        with django_assert_max_num_queries(60) as queries:
            client.post(url(name, project), {**OBJECTIVE, **ROWS, "text": text, "reprendre": "1"})
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_figure_in_words_is_refused_beside_its_field(client: Client, project: Project) -> None:
    data = {**OBJECTIVE, **ROWS, "new0-target": "voir description"}
    response = client.post(url("objectives_new", project), data)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Écrivez un nombre" in page
    assert "voir description" in page
    assert not Objective.unscoped.filter(project=project).exists()


def test_a_comma_is_a_decimal_comma(client: Client, project: Project) -> None:
    client.post(url("objectives_new", project), {**OBJECTIVE, **ROWS, "new0-target": "12,5"})
    assert str(Indicator.unscoped.get(project=project).target) == "12.50"


def test_a_figure_without_a_name_asks_for_one(client: Client, project: Project) -> None:
    response = client.post(
        url("objectives_new", project), {**OBJECTIVE, **ROWS, "new1-target": "4"}
    )
    assert response.status_code == 422
    assert "Donnez un nom à ce chiffre" in response.content.decode()


def test_two_hands_on_one_indicator_lose_nothing(client: Client, project: Project) -> None:
    objective = ObjectiveFactory(project=project, level="SPECIFIQUE", text="Au départ.")
    indicator = IndicatorFactory(project=project, objective=objective, name="Un")
    prefix = f"ind{indicator.pk}"
    typed = {
        "level": "SPECIFIQUE", "initial-level": "SPECIFIQUE", "text": "Le nouveau texte.",
        "initial-text": "Au départ.", "version": "1", f"{prefix}-name": "Deux",
        f"initial-{prefix}-name": "Un", f"{prefix}-kind": indicator.kind,
        f"initial-{prefix}-kind": indicator.kind, f"{prefix}-counts": indicator.counts,
        f"initial-{prefix}-counts": indicator.counts, f"{prefix}-version": "1",
    }  # fmt: skip
    Indicator.unscoped.filter(pk=indicator.pk).update(name="Trois", version=2)
    response = client.post(url("objectives_edit", project, objective=objective.pk), typed)
    assert response.status_code == 409
    page = response.content.decode()
    assert all(words in page for words in ("Deux", "Trois", "Le nouveau texte."))
    objective.refresh_from_db()
    assert objective.text == "Au départ."


def test_a_wrong_parent_is_said_beside_its_field(client: Client, project: Project) -> None:
    parent = ObjectiveFactory(project=project, level="SPECIFIQUE")
    data = {**OBJECTIVE, **ROWS, "parent": str(parent.pk)}
    response = client.post(url("objectives_new", project), data)
    assert response.status_code == 422
    assert "niveau au-dessus" in response.content.decode()


# ---- Plan --------------------------------------------------------------------------------------


def test_a_line_is_written_down_in_one_go(
    client: Client, project: Project, teammate: Person
) -> None:
    page = client.post(url("plan_line", project), {"line": "Affiche, Bahia, 12 mars"}, follow=True)
    task = Task.unscoped.get(project=project)
    assert (task.label, task.owner, task.owner_accepted_at) == ("Affiche", teammate, None)
    assert (task.due_on.month, task.due_on.day) == (3, 12)
    assert "Proposé à Bahia" in page.content.decode()


def test_a_doubt_asks_first_and_writes_nothing(
    client: Client, project: Project, team: Team
) -> None:
    for last_name in ("Abgrall", "Bihan"):
        PersonFactory(first_name="Paul", last_name=last_name, member_of=team,
                      email=f"{last_name.lower()}@exemple.test")  # fmt: skip
    response = client.post(url("plan_line", project), {"line": "Affiche, Paul, vendredi"})
    page = response.content.decode()
    assert "Paul Abgrall ou Paul Bihan" in page
    assert not Task.unscoped.filter(project=project).exists()
    person = Person.objects.get(last_name="Bihan")
    client.post(
        url("plan_line_confirm", project),
        {"label": "Affiche", "owner": person.pk, "due_on": clock.today().isoformat()},
    )
    assert Task.unscoped.get(project=project).owner == person


def test_what_is_understood_is_shown_as_one_types_and_writes_nothing(
    client: Client, project: Project
) -> None:
    response = client.post(url("plan_line_reading", project), {"line": "Affiche, moi, 12 mars"})
    page = response.content.decode()
    assert "Affiche" in page
    assert "12\u00a0mars" in page
    assert not Task.unscoped.filter(project=project).exists()


def test_any_member_adds_and_does_but_only_carriers_plan(
    project: Project, teammate: Person, as_person: AsPerson
) -> None:
    member = as_person(teammate)
    member.post(url("plan_line", project), {"line": "Café, moi"})
    task = Task.unscoped.get(project=project)
    member.post(url("plan_task_act", project, task=task.pk), {"act": "done"})
    task.refresh_from_db()
    assert task.done_by == teammate
    assert member.get(url("plan_backward", project)).status_code == 403


def test_somebody_elses_yes_is_noted_by_who_edits_only(
    project: Project, owner: Person, teammate: Person, team: Team, as_person: AsPerson
) -> None:
    asked = PersonFactory(member_of=team)
    task = TaskFactory(project=project, owner=asked)
    address = url("plan_task_act", project, task=task.pk)
    assert as_person(teammate).post(address, {"act": "yes"}).status_code == 403
    as_person(owner).post(address, {"act": "yes"})
    task.refresh_from_db()
    assert task.responsible_id == asked.pk


def test_the_plan_is_seen_then_written(client: Client, project: Project) -> None:
    anchor = (clock.today() + timedelta(days=150)).isoformat()
    seen = client.get(url("plan_backward", project), {"anchor": anchor, "label": "Stand"})
    assert "Réserver le lieu" in seen.content.decode()
    assert not Task.unscoped.filter(project=project).exists()
    data = {"anchor": anchor, "label": "Stand", "confirmer": "1", "room-keep": "on",
            "room-label": "Réserver la halle", "poster-label": "Affiche"}  # fmt: skip
    client.post(url("plan_backward", project), data)
    task = Task.unscoped.get(project=project)
    assert (task.label, task.plan_key) == ("Réserver la halle", "action:room")
    project.refresh_from_db()
    assert (project.anchor_date.isoformat(), project.anchor_label) == (anchor, "Stand")


def test_planning_again_says_what_would_move(client: Client, project: Project) -> None:
    first = clock.today() + timedelta(days=150)
    data = {"confirmer": "1", "room-keep": "on", "room-label": "Réserver la halle"}
    client.post(url("plan_backward", project), {**data, "anchor": first.isoformat()})
    later = (first + timedelta(days=28)).isoformat()
    page = client.get(url("plan_backward", project), {"anchor": later}).content.decode()
    assert "se déplace" in page
    assert page.count(" checked") == 1  # steps the team did without are not added on the sly


def test_a_past_date_is_refused_with_what_to_do(client: Client, project: Project) -> None:
    past = (clock.today() - timedelta(days=1)).isoformat()
    response = client.get(url("plan_backward", project), {"anchor": past})
    assert response.status_code == 422
    assert "déjà passée" in response.content.decode()


# ---- Partners ----------------------------------------------------------------------------------


def test_a_partner_is_added_asked_and_handed_a_link(client: Client, project: Project) -> None:
    client.post(
        url("partners_new", project),
        {"name": "Collège", "kind": "ORGANISATION", "role": "OPERATIONNEL", "version": 1,
         "contact_first_name": "Nora", "contact_last_name": "Guillou"},
    )  # fmt: skip
    partner = Partner.unscoped.get(project=project)
    assert partner.contact.full_name == "Nora Guillou"
    client.post(url("partners_ask", project, partner=partner.pk), {"message": ""})
    page = client.post(url("partners_handover", project, partner=partner.pk)).content.decode()
    assert "/lien/avis/" in page
    noted = client.post(
        url("partners_opinion", project, partner=partner.pk), {"need": "Un lieu.", "wants_news": ""}
    )
    assert noted.status_code == 302
    assert "Avis reçu" in client.get(url("partners", project)).content.decode()
