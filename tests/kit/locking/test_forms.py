"""A conflict shown, settled and saved with what a browser without JavaScript posts."""

from html.parser import HTMLParser

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from msp_portal.kit.locking import StaleSave, save_if_current
from msp_portal.kit.locking.forms import compare, settled
from tests.kit.locking.note import Note, NoteForm


class Posted(HTMLParser):
    """The data a browser posts from a page: hidden, checked and typed values."""

    def __init__(self, html):
        super().__init__()
        self.pairs, self.textarea = [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "textarea":
            self.textarea = values["name"]
            self.pairs.append((self.textarea, ""))
        elif tag == "select":
            self.select = values["name"]
        elif tag == "option" and "selected" in values:
            self.pairs.append((self.select, values["value"]))
        elif tag == "input" and "name" in values:
            if values["type"] in {"radio", "checkbox"} and "checked" not in values:
                return
            self.pairs.append((values["name"], values.get("value") or ""))

    def handle_data(self, data):
        if self.textarea:
            self.pairs[-1] = (self.textarea, self.pairs[-1][1] + data)

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.textarea = None

    def data(self, **typed):
        result = QueryDict(mutable=True)
        for name, value in self.pairs:
            result.appendlist(name, value)
        for name, value in typed.items():
            result[name.replace("__", "-")] = value
        return result


def opened(note):
    """The page as it was opened."""
    form = NoteForm(instance=note)
    visible = "".join(str(form[name]) for name in NoteForm.Meta.fields)
    return Posted(str(form.version_fields()) + visible)


def post(data):
    """Validate and save; the comparison page when somebody saved first."""
    form = NoteForm(settled(data), instance=Note.objects.get())
    assert form.is_valid(), form.errors
    try:
        save_if_current(form.instance, **form.saving())
    except StaleSave as stale:
        context = {"stale": compare(form, stale, by="Bahia"), "csrf_token": "x"}
        return render_to_string("components/stale_save.html", context)
    return None


@pytest.fixture
def conflict(note):
    """My page about a text that Bahia has rewritten meanwhile, and that I have too."""
    mine = opened(Note.objects.get())
    theirs = opened(Note.objects.get())
    assert post(theirs.data(text="Deux chutes <par> mois")) is None
    return post(mine.data(text="Trop de chutes à domicile", title="Bien vieillir", tone="f"))


def test_both_texts_are_shown_and_nothing_is_written(conflict):
    assert "Trop de chutes à domicile" in conflict
    assert "Deux chutes &lt;par&gt; mois" in conflict
    assert "Bahia a modifié cette page" in conflict
    assert Note.objects.get().title == "Besoin"


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ({}, "Trop de chutes à domicile"),
        ({"text__keep": "theirs"}, "Deux chutes <par> mois"),
        ({"text__keep": "merged", "text__merged": "Les deux"}, "Les deux"),
    ],
    ids=["mine", "theirs", "merged"],
)
def test_the_choice_is_saved_with_everything_else_that_was_typed(conflict, choice, text):
    assert post(Posted(conflict).data(**choice)) is None
    kept = Note.objects.get()
    assert (kept.text, kept.title, kept.tone) == (text, "Bien vieillir", "f")


def test_a_third_save_meanwhile_shows_the_conflict_again(conflict):
    save_if_current(Note.objects.get(), expected_version=2, changes={"text": "Encore autre"})
    again = post(Posted(conflict).data())
    assert "Encore autre" in again
    assert "Trop de chutes à domicile" in again
    assert post(Posted(again).data()) is None
    assert Note.objects.get().text == "Trop de chutes à domicile"


def test_two_people_on_two_fields_do_not_disturb_each_other(note):
    mine, theirs = opened(Note.objects.get()), opened(Note.objects.get())
    assert post(theirs.data(title="Le leur", public="on")) is None
    assert post(mine.data(text="Le mien")) is None
    kept = Note.objects.get()
    assert (kept.title, kept.text, kept.public) == ("Le leur", "Le mien", True)


def test_a_choice_is_shown_in_words(note):
    mine, theirs = opened(Note.objects.get()), opened(Note.objects.get())
    assert post(theirs.data(tone="n")) is None
    page = post(mine.data(tone="f"))
    assert "<blockquote>ferme</blockquote>" in page
    assert "<blockquote>neutre</blockquote>" in page
