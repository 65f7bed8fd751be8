"""What is published is frozen: words, figures and PDF. A correction never reaches it by itself."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from capitalisation.models import ExperienceSheet, LibraryEntry, SheetSection
from capitalisation.queries.content import corrected_parts
from capitalisation.queries.library import search_library
from capitalisation.services.publication import publish_sheet, withdraw_sheet
from capitalisation.services.sheets import choose_figures, save_identity, save_section
from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.models import Event, Reminder, Snapshot
from msp_portal.kit.snapshots import is_intact
from projects.models import Fact, Indicator, Project
from projects.services.facts import Said, correct_fact
from tests.factories import (
    FactFactory,
    ProjectFactory,
    TeamFactory,
    published_sheet,
    validated_sheet,
)


@pytest.fixture
def out(told_project: Project, passages: Indicator, owner: Person) -> ExperienceSheet:
    return published_sheet(told_project, actor=owner)


def write(sheet: ExperienceSheet, actor: Person, key: str, text: str) -> None:
    section = SheetSection.unscoped.get(sheet=sheet, key=key)
    save_section(
        actor=actor, section=section, expected_version=section.version, changes={"text": text}
    )


def fresh(sheet: ExperienceSheet) -> ExperienceSheet:
    return ExperienceSheet.unscoped.select_related("snapshot__document").get(pk=sheet.pk)


def test_words_figures_and_document_are_kept_together(out: ExperienceSheet) -> None:
    frozen = fresh(out).snapshot
    assert is_intact(frozen)
    assert frozen.data["summary"] == "Ce que nous avons appris en un an."
    assert [line["words"] for line in frozen.data["figures"]] == ["214\u00a0passages"]
    assert frozen.document.kind == "experience_sheet"
    assert "214" in frozen.document.source
    assert out.slug in frozen.document.source


def test_corrections_do_not_touch_what_was_published(out: ExperienceSheet, owner: Person) -> None:
    before = dict(out.snapshot.data)
    entry = LibraryEntry.objects.get(pk=out.pk)
    write(out, owner, "FREINS", "Tout autre chose, avec du quinoa.")
    save_identity(
        actor=owner,
        sheet=out,
        expected_version=fresh(out).version,
        changes={"title": "Un autre titre"},
    )
    out.project.title = "Le projet a changé de nom"
    out.project.save()
    assert fresh(out).snapshot.data == before
    assert LibraryEntry.objects.get(pk=out.pk).title == entry.title
    assert search_library("quinoa").total == 0
    assert corrected_parts(fresh(out), out.snapshot) == ["title", "sections[5].text"]


def test_publishing_again_is_a_new_act_with_its_own_frozen_version(
    out: ExperienceSheet, owner: Person
) -> None:
    write(out, owner, "FREINS", "Le planning du collège, surtout.")
    again = publish_sheet(actor=owner, sheet=out)
    assert again.slug == out.slug
    assert Snapshot.objects.filter(about_id=out.pk, kind="capitalisation.sheet").count() == 2
    assert fresh(out).snapshot.data["corrected_after_review"] is True
    assert out.snapshot.data["corrected_after_review"] is False
    assert corrected_parts(fresh(out), fresh(out).snapshot) == []
    assert Event.unscoped.filter(verb="sheet.republished").count() == 1


def test_publishing_the_same_again_is_refused(out: ExperienceSheet, owner: Person) -> None:
    with pytest.raises(ValidationError, match="dit déjà la même chose"):
        publish_sheet(actor=owner, sheet=out)
    assert Snapshot.objects.filter(about_id=out.pk).count() == 1


def test_what_is_counted_after_the_publication_is_no_correction(
    out: ExperienceSheet, passages: Indicator
) -> None:
    FactFactory(indicator=passages, value=50, date=clock.today() + timedelta(days=1))
    assert corrected_parts(fresh(out), out.snapshot) == []


def test_a_corrected_fact_is_one(out: ExperienceSheet, passages: Indicator, owner: Person) -> None:
    fact = Fact.unscoped.get(indicator=passages, value=14)
    correct_fact(
        actor=owner,
        fact=fact,
        said=Said(date=fact.date, value=Decimal(15)),
        reason="Feuille mal relue",
        client_uuid=uuid4(),
    )
    changed = corrected_parts(fresh(out), out.snapshot)
    assert set(changed) == {"figures[0].number", "figures[0].words"}


def test_a_figure_hidden_afterwards_is_one(
    out: ExperienceSheet, passages: Indicator, owner: Person
) -> None:
    choose_figures(actor=owner, sheet=out, hidden=[passages.pk])
    assert corrected_parts(fresh(out), out.snapshot) == ["figures[0]"]


def test_taken_back_it_leaves_the_library_at_once_and_keeps_its_address(
    out: ExperienceSheet, owner: Person
) -> None:
    assert search_library("tabac").total == 1
    withdraw_sheet(actor=owner, sheet=out)
    assert search_library("tabac").total == 0
    assert not LibraryEntry.objects.exists()
    assert fresh(out).slug == out.slug


def test_two_sheets_of_one_title_have_two_addresses(owner: Person, officer: Person) -> None:
    slugs = []
    for _ in range(3):
        project = ProjectFactory(title="L’été, à l’ombre !", team=TeamFactory())
        slugs.append(published_sheet(project, actor=owner).slug)
    assert slugs == ["lete-a-lombre", "lete-a-lombre-2", "lete-a-lombre-3"]


def test_small_numbers_of_people_are_frozen_masked(
    told_project: Project, passages: Indicator, owner: Person
) -> None:
    Fact.unscoped.filter(indicator=passages).delete()
    FactFactory(indicator=passages, value=7)
    frozen = published_sheet(told_project, actor=owner).snapshot.data
    (line,) = frozen["figures"]
    assert (line["number"], line["status"]) == ("< 11", "< 11")
    assert "7" not in str(frozen["figures"]).replace(str(passages.pk), "").replace(
        line["months"], ""
    )


def test_the_federation_learns_of_the_publication_not_the_author(
    told_project: Project, owner: Person, officer: Person
) -> None:
    publish_sheet(actor=owner, sheet=validated_sheet(told_project, actor=owner))
    told = Reminder.objects.filter(kind="fiche-publiee").values_list("recipient_id", flat=True)
    assert officer.pk in told
    assert owner.pk not in told
