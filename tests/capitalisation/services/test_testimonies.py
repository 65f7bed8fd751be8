"""Six questions, and the sentences one may quote: word for word, with consent, without a name."""

import pytest
from django.core.exceptions import ValidationError

from capitalisation.models import ExperienceSheet, SheetQuote, Testimony
from capitalisation.queries.content import sheet_content
from capitalisation.services.review import submit_sheet
from capitalisation.services.testimonies import (
    add_quote,
    ask_testimonies,
    record_testimony,
    remove_quote,
    take_back_testimony,
)
from coordination.models import Ask, Person
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.models import Reminder
from projects.models import Project
from tests.factories import sheet_of

SAID = "Ce sont les élèves qui ont tenu le stand. On a appris à se taire."


@pytest.fixture
def sheet(project: Project, owner: Person) -> ExperienceSheet:
    return sheet_of(project, actor=owner)


@pytest.fixture
def ask(sheet: ExperienceSheet, owner: Person, teammate: Person) -> Ask:
    (asked,) = ask_testimonies(actor=owner, sheet=sheet, persons=[teammate])
    return asked


def answer(ask: Ask, **changes: object) -> Testimony:
    given = {"answers": {"moment": SAID}, "said_by": "infirmière", "may_quote": True, **changes}
    return record_testimony(ask=ask, **given)  # type: ignore[arg-type]


def test_asked_once_in_the_monday_letter(
    sheet: ExperienceSheet, ask: Ask, owner: Person, teammate: Person
) -> None:
    ask_testimonies(actor=owner, sheet=sheet, persons=[teammate])
    assert Ask.unscoped.filter(kind="TESTIMONY").count() == 1
    assert Reminder.objects.filter(recipient=teammate).count() == 1


def test_an_answer_ends_the_asking_and_can_be_changed(ask: Ask) -> None:
    first = answer(ask)
    ask.refresh_from_db()
    assert not ask.waits
    again = answer(ask, answers={"moment": "Autre chose."}, expected_version=first.version)
    assert (again.pk, again.moment) == (first.pk, "Autre chose.")


def test_two_windows_do_not_overwrite_each_other(ask: Ask) -> None:
    answer(ask)
    with pytest.raises(StaleSave):
        answer(ask, answers={"moment": "Écrit ailleurs."}, expected_version=0)
    assert Testimony.unscoped.get().moment == SAID


def test_an_empty_answer_and_a_consent_without_function_are_sent_back(ask: Ask) -> None:
    with pytest.raises(ValidationError, match="une phrase suffit"):
        answer(ask, answers={"moment": "  "})
    with pytest.raises(ValidationError, match="sous quelle fonction"):
        answer(ask, said_by=" ")


@pytest.mark.parametrize(
    "words",
    [
        "Ce sont les élèves qui ont tenu le stand.",
        "On a appris à se taire",
        "Ce sont les élèves […] On a appris à se taire.",
    ],
)
def test_a_sentence_is_quoted_word_for_word(
    sheet: ExperienceSheet, ask: Ask, owner: Person, words: str
) -> None:
    quote = add_quote(actor=owner, sheet=sheet, text=words, testimony=answer(ask))
    assert (quote.text, quote.said_by) == (words, "infirmière")


@pytest.mark.parametrize("words", ["Les élèves ont adoré le stand.", "[…]", "se taire […] adoré"])
def test_other_words_are_not_hers(
    sheet: ExperienceSheet, ask: Ask, owner: Person, words: str
) -> None:
    with pytest.raises(ValidationError, match="sans changer les mots"):
        add_quote(actor=owner, sheet=sheet, text=words, testimony=answer(ask))


def test_without_her_consent_nothing_is_quoted(
    sheet: ExperienceSheet, ask: Ask, owner: Person
) -> None:
    with pytest.raises(ValidationError, match="n’a pas accepté"):
        add_quote(actor=owner, sheet=sheet, text=SAID, testimony=answer(ask, may_quote=False))


def test_a_testimony_of_another_sheet_is_not_quoted(
    sheet: ExperienceSheet, ask: Ask, owner: Person
) -> None:
    from tests.factories import ProjectFactory

    elsewhere = sheet_of(ProjectFactory(), actor=owner)
    with pytest.raises(ValidationError):
        add_quote(actor=owner, sheet=elsewhere, text=SAID, testimony=answer(ask))


def test_no_name_reaches_the_sheet(
    sheet: ExperienceSheet, ask: Ask, owner: Person, teammate: Person
) -> None:
    add_quote(actor=owner, sheet=sheet, text=SAID, testimony=answer(ask))
    public = str(sheet_content(ExperienceSheet.unscoped.get(pk=sheet.pk)))
    assert SAID in public
    for name in (teammate.first_name, teammate.last_name, teammate.email, owner.full_name):
        assert name not in public


def test_withdrawing_consent_or_words_takes_the_sentence_off_the_sheet(
    sheet: ExperienceSheet, ask: Ask, owner: Person
) -> None:
    given = answer(ask)
    add_quote(actor=owner, sheet=sheet, text="On a appris à se taire.", testimony=given)
    kept = answer(ask, answers={"moment": f"{SAID} Voilà."}, expected_version=1)
    assert SheetQuote.unscoped.count() == 1
    answer(ask, answers={"moment": "Rien à dire."}, expected_version=kept.version)
    assert not SheetQuote.unscoped.exists()


def test_a_new_function_is_the_one_shown(sheet: ExperienceSheet, ask: Ask, owner: Person) -> None:
    add_quote(actor=owner, sheet=sheet, text=SAID, testimony=answer(ask))
    answer(ask, said_by="soignante", expected_version=1)
    assert SheetQuote.unscoped.get().said_by == "soignante"


def test_taken_back_everything_of_hers_goes(
    sheet: ExperienceSheet, ask: Ask, owner: Person
) -> None:
    add_quote(actor=owner, sheet=sheet, text=SAID, testimony=answer(ask))
    take_back_testimony(ask=ask)
    ask.refresh_from_db()
    assert ask.waits
    assert not Testimony.unscoped.exists()
    assert not SheetQuote.unscoped.exists()


def test_quotes_do_not_move_while_the_federation_reads(
    sheet: ExperienceSheet, ask: Ask, owner: Person
) -> None:
    quote = add_quote(actor=owner, sheet=sheet, text=SAID, testimony=answer(ask))
    submit_sheet(actor=owner, sheet=sheet)
    for act in (
        lambda: remove_quote(actor=owner, quote=quote),
        lambda: add_quote(actor=owner, sheet=sheet, text="Encore.", said_by="un élu"),
    ):
        with pytest.raises(ValidationError, match="reprenez-la"):
            act()


def test_a_sentence_heard_elsewhere_says_who_speaks(sheet: ExperienceSheet, owner: Person) -> None:
    with pytest.raises(ValidationError, match="par sa fonction"):
        add_quote(actor=owner, sheet=sheet, text="On nous a écoutés.")
    assert (
        add_quote(
            actor=owner, sheet=sheet, text="On nous a écoutés.", said_by="une habitante"
        ).testimony
        is None
    )


def test_the_federation_never_reads_whole_answers(
    sheet: ExperienceSheet, ask: Ask, owner: Person, officer: Person, scope_of
) -> None:
    answer(ask)
    submit_sheet(actor=owner, sheet=sheet)
    assert not Testimony.objects.for_scope(scope_of(officer)).exists()
    assert Testimony.objects.for_scope(scope_of(owner)).count() == 1
    assert Testimony.objects.for_scope(scope_of(ask.person)).count() == 1
