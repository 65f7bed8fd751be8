"""One content is one row and one file, whatever is asked twice, delivered twice or killed."""

import io

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from kombu.exceptions import OperationalError
from pypdf import PdfReader

from msp_portal.kit import clock
from msp_portal.kit.documents import (
    UnknownDocumentKindError,
    render_document,
    request_document,
    retry_document,
    services,
    sweep_documents,
    tasks,
)
from msp_portal.kit.models import DocumentState, RenderedDocument

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report")]


@pytest.fixture
def document(person):
    return request_document(actor=person, kind="report", about=person)


def files():
    """Every file of documents in storage."""
    if not default_storage.exists("documents"):
        return []
    return [f"documents/{name}" for name in default_storage.listdir("documents")[1]]


@pytest.fixture(autouse=True)
def empty_storage():
    for path in files():
        default_storage.delete(path)


def text_of(document):
    """What the first page says (both spaces are one glyph of our font)."""
    reader = PdfReader(document.file.open("rb"))
    return reader.pages[0].extract_text().replace("\u00a0", " ")


def fresh(document):
    return RenderedDocument.objects.get(pk=document.pk)


def test_a_document_is_asked_for_then_made_by_the_task(person, document):
    assert (document.state, document.progress, document.step) == ("queued", 0, "En attente")
    tasks.render_document(document.pk)
    made = fresh(document)
    assert (made.state, made.progress, made.pages) == ("ready", 100, 1)
    assert made.filename == "Bilan – Alix.pdf"
    assert made.source == ""
    content = made.file.open("rb").read()
    assert made.size == len(content)
    assert "Bilan de Alix" in text_of(made)
    assert "Douze séances" in text_of(made)


def test_the_worker_is_rung_for_after_the_commit_only(
    person, bell, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        document = request_document(actor=person, kind="report", about=person)
        assert bell == []
    assert bell == [document.pk]


def test_a_rolled_back_act_asks_for_nothing(person, bell, django_capture_on_commit_callbacks):
    def fail():
        with transaction.atomic():
            request_document(actor=person, kind="report", about=person)
            raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        fail()
    assert bell == []
    assert not RenderedDocument.objects.exists()


def test_a_broker_that_does_not_answer_loses_nothing(
    person, monkeypatch, django_capture_on_commit_callbacks
):
    def silent(**_):
        raise OperationalError("no broker")

    monkeypatch.setattr(tasks.render_document, "apply_async", silent)
    with django_capture_on_commit_callbacks(execute=True):
        document = request_document(actor=person, kind="report", about=person)
    assert fresh(document).state == "queued"


def test_the_same_content_is_the_same_row_already_ready(person, document):
    render_document(document.pk)
    again = request_document(actor=person, kind="report", about=person)
    assert again.pk == document.pk
    assert again.is_ready
    assert len(files()) == 1


def test_another_content_is_another_row(person, document, report):
    report["text"] = "Treize séances."
    assert request_document(actor=person, kind="report", about=person).pk != document.pk


def test_what_was_asked_is_what_is_made_even_if_facts_move_meanwhile(person, document, report):
    report["text"] = "Treize séances."
    render_document(document.pk)
    assert "Douze séances" in text_of(fresh(document))


def test_a_task_delivered_twice_makes_one_file(document):
    assert render_document(document.pk) is True
    assert render_document(document.pk) is False
    assert len(files()) == 1


def test_a_task_does_not_touch_what_another_worker_has(document):
    RenderedDocument.objects.filter(pk=document.pk).update(
        state="rendering", attempts=1, claimed_at=clock.now()
    )
    assert render_document(document.pk) is False
    assert files() == []


@pytest.fixture
def killed(document, monkeypatch):
    """A worker killed while it wrote the file: half of it lies in storage."""
    save = default_storage.save

    def die(name, content, **_):
        save(name, io.BytesIO(content.read()[:100]))
        raise SystemExit

    monkeypatch.setattr(type(default_storage._wrapped), "save", lambda _self, *a, **k: die(*a, **k))
    with pytest.raises(SystemExit):
        render_document(document.pk)
    monkeypatch.undo()
    return document


@pytest.mark.usefixtures("report")
def test_a_worker_killed_in_the_middle_is_replaced_once_its_claim_expires(killed, bell):
    assert fresh(killed).state == "rendering"
    assert sweep_documents() == 0
    assert sweep_documents(now=clock.now() + services.LEASE * 2) == 1
    assert bell == [killed.pk]
    assert render_document(killed.pk) is True
    made = fresh(killed)
    assert made.is_ready
    assert files() == [made.file.name]
    assert PdfReader(made.file.open("rb")).pages


def test_a_worker_that_comes_back_after_losing_its_claim_leaves_no_file(
    document, bell, monkeypatch
):
    late = services._claim(document.pk, clock.now() - services.LEASE * 2)
    sweep_documents()
    assert render_document(document.pk) is True
    kept = fresh(document)
    assert services._keep(late, services.Pdf(b"late", 1)) is False
    assert fresh(document).file.name == kept.file.name
    assert files() == [kept.file.name]


def test_after_three_interruptions_the_person_is_told(document, bell):
    later = clock.now()
    for _ in range(services.MOST_ATTEMPTS):
        services._claim(document.pk, later)
        later += services.LEASE * 2
        sweep_documents(now=later)
    given_up = fresh(document)
    assert given_up.has_failed
    assert given_up.error == services.INTERRUPTED


def test_a_document_that_cannot_be_made_says_so_without_the_cause(person, report):
    report["extra"] = '<img alt="" src="http://example.org/x.png">'
    document = request_document(actor=person, kind="report", about=person)
    assert render_document(document.pk) is False
    failed = fresh(document)
    assert failed.has_failed
    assert failed.error == services.BROKEN
    assert "example.org" not in failed.error
    assert files() == []


def test_what_failed_can_be_asked_again(person, report, bell, monkeypatch, document):
    def explode(*_, **__):
        raise MemoryError

    monkeypatch.setattr(services, "render_pdf", explode)
    render_document(document.pk)
    assert fresh(document).has_failed
    monkeypatch.undo()
    again = retry_document(actor=person, document=fresh(document))
    assert (again.state, again.error) == ("queued", "")
    assert render_document(again.pk) is True


def test_asking_again_does_nothing_to_a_ready_document(person, document):
    render_document(document.pk)
    before = fresh(document)
    assert retry_document(actor=person, document=before).finished_at == before.finished_at
    assert fresh(document).is_ready


def test_progress_is_written_as_it_goes(document, monkeypatch):
    seen = []
    original = services.render_pdf

    def watched(html, identifier, progress):
        def tell(percent, step):
            progress(percent, step)
            seen.append((fresh(document).progress, fresh(document).step))

        return original(html, identifier, tell)

    monkeypatch.setattr(services, "render_pdf", watched)
    render_document(document.pk)
    assert seen == [(15, "Lecture du contenu"), (30, "Mise en page"), (75, "Écriture du PDF")]


def test_invented_data_mark_the_document(person, report):
    report["illustration"] = "Données d’illustration"
    assert request_document(actor=person, kind="report", about=person).illustrative


def test_a_kind_nobody_registered_is_refused(person):
    with pytest.raises(UnknownDocumentKindError):
        request_document(actor=person, kind="unknown", about=person)


def test_states_are_those_of_the_database():
    assert set(DocumentState.values) == {"queued", "rendering", "ready", "failed"}
