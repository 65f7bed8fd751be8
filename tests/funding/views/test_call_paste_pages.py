"""« Coller l’appel »: read, look over, note. Nothing is written before the third step."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from coordination.models import Organisation, Person, Team
from funding.models import Application, Call
from msp_portal.kit import clock
from projects.models import Task
from tests.factories import CallFactory, FunderFactory, ProjectFactory, ThemeFactory
from tests.funding.views.sent_forms import sent_fields
from tests.kit.files.samples import pdf

pytestmark = pytest.mark.django_db
PASTE = "/appels/coller/"
YEAR = clock.today().year + 1
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def funder(db: None) -> Organisation:
    return FunderFactory(name="CPAM d’Ille-et-Vilaine")


def text(day: str = f"12 mars {YEAR} à 17 h") -> str:
    return (
        "Appel à projets « Bouger à tout âge »\n"
        "La CPAM d’Ille-et-Vilaine soutient l’activité physique.\n"
        f"Date limite de dépôt des dossiers : {day}\n"
        "Aide de 1 000 à 4 000 € par projet, 80 % du budget au maximum.\n"
        "Jury le 2 avril.\n"
        "Pièces à joindre :\n- RIB\n- statuts\n"
        "Contact : appels@cpam.example.org\n"
    )


def fields(html: str) -> dict[str, Any]:
    """What the form of step two would send back as it is."""
    return sent_fields(html[html.index('<div class="reading">') :])


def read(client: Any, pasted: str, **more: Any) -> Any:
    return client.post(PASTE, {"text": pasted, "lire": "1", **more})


def test_what_was_read_is_shown_and_nothing_is_written(
    owner: Person, funder: Organisation, as_person
) -> None:
    html = read(as_person(owner), text()).content.decode()
    sent = fields(html)
    assert not Call.unscoped.exists()  # unscoped: tests
    assert sent["title"] == "Appel à projets « Bouger à tout âge »"
    assert (sent["day"], sent["hour"]) == (f"{YEAR}-03-12", "17:00")
    assert (sent["amount_min"], sent["amount_max"], sent["rate_max"]) == ("1000", "4000", "80")
    assert sent["funder"] == str(funder.pk)
    assert sent["pieces_text"].split("\n") == ["RIB", "Statuts"]
    assert sent["contact"] == "appels@cpam.example.org"


def test_each_field_leads_to_its_sentence(owner: Person, funder: Organisation, as_person) -> None:
    html = read(as_person(owner), text()).content.decode()
    start = text().index("Date limite")
    assert f'href="#phrase-{start}"' in html
    assert f'<mark id="phrase-{start}">' in html
    assert "Pas trouvé dans le texte" in html


def test_it_is_noted_as_it_was_looked_over(
    owner: Person, team: Team, funder: Organisation, as_person
) -> None:
    client = as_person(owner)
    sent = fields(read(client, text()).content.decode())
    response = client.post(PASTE, {**sent, "title": "Bouger", "noter": "1"})
    call = Call.unscoped.get()  # unscoped: tests
    assert response["Location"] == reverse("funding:call", args=[call.pk])
    assert (call.title, call.funder, call.owner_team) == ("Bouger", funder, team)
    assert timezone.localtime(call.closes_at) == datetime(YEAR, 3, 12, 17, tzinfo=PARIS)
    assert [piece.label for piece in call.pieces.all()] == ["RIB", "Statuts"]
    assert [(d.kind, d.date) for d in call.dates.all()] == [("JURY", date(YEAR, 4, 2))]
    assert "Bouger à tout âge" in call.source_text
    assert (call.amount_min, call.amount_max, call.rate_max) == (1000, 4000, 80)


def test_with_a_project_its_backward_plan_is_there(
    owner: Person, team: Team, funder: Organisation, as_person
) -> None:
    project = ProjectFactory(team=team)
    client = as_person(owner)
    sent = fields(read(client, text()).content.decode())
    response = client.post(PASTE, {**sent, "project": f"{project.pk}-{team.pk}", "noter": "1"})
    application = Application.unscoped.get()  # unscoped: tests
    assert response["Location"] == reverse("funding:application", args=[application.pk])
    steps = Task.unscoped.filter(
        plan_key__startswith=f"dossier-{application.pk}:"
    )  # unscoped: tests
    assert steps.count() == 5
    assert max(step.due_on for step in steps) <= date(YEAR, 3, 12)


def test_a_project_of_another_team_opens_nothing(
    owner: Person, other_team: Team, funder: Organisation, as_person
) -> None:
    project = ProjectFactory(team=other_team)
    client = as_person(owner)
    sent = fields(read(client, text()).content.decode())
    offer = f"{project.pk}-{other_team.pk}"
    assert client.post(PASTE, {**sent, "project": offer, "noter": "1"}).status_code == 422
    assert not Call.unscoped.exists()  # unscoped: tests


def test_an_alternative_replaces_what_was_read(
    owner: Person, funder: Organisation, as_person
) -> None:
    pasted = text(f"Finistère : 12 mars {YEAR}\nDate limite de dépôt, Morbihan : 19 mars {YEAR}")
    client = as_person(owner)
    html = read(client, pasted).content.decode()
    sent = fields(html)
    other = f"{YEAR}-03-19T23:59"
    assert f'value="{other}"' in html
    client.post(PASTE, {**sent, "autre_deadline": other, "noter": "1"})
    deadline = timezone.localtime(Call.unscoped.get().closes_at)  # unscoped: tests
    assert deadline.date() == date(YEAR, 3, 19)


def test_a_text_without_deadline_asks_for_it(
    owner: Person, funder: Organisation, as_person
) -> None:
    pasted = text().replace(f" : 12 mars {YEAR} à 17 h", " : à venir")
    client = as_person(owner)
    html = read(client, pasted).content.decode()
    sent = fields(html)
    assert "Aucune date limite" in html
    assert sent["day"] == ""
    refused = client.post(PASTE, {**sent, "title": "Gardé", "noter": "1"})
    assert refused.status_code == 422
    assert 'value="Gardé"' in refused.content.decode()
    client.post(PASTE, {**sent, "recurs_yearly": "on", "noter": "1"})
    assert Call.unscoped.get().closes_at is None  # unscoped: tests


def test_rounds_keep_their_dates_and_no_single_deadline(
    owner: Person, funder: Organisation, as_person
) -> None:
    pasted = (
        "MSA du Bocage : aide aux actions de santé, 800 € maximum par action\n"
        f"Dates de relève : 15 janvier {YEAR} et 15 mai {YEAR}\nFinanceur : CPAM d’Ille-et-Vilaine\n"
    )
    client = as_person(owner)
    client.post(PASTE, {**fields(read(client, pasted).content.decode()), "noter": "1"})
    call = Call.unscoped.get()  # unscoped: tests
    assert (call.filing, call.closes_at) == ("RELEVES", None)
    assert [d.date for d in call.dates.all()] == [date(YEAR, 1, 15), date(YEAR, 5, 15)]


def test_a_call_already_noted_is_pointed_out_once(
    owner: Person, funder: Organisation, as_person
) -> None:
    closes = datetime(YEAR, 3, 12, 17, tzinfo=PARIS)
    twin = CallFactory(title="Autrement dit", funder=funder, closes_at=closes)
    client = as_person(owner)
    html = read(client, text()).content.decode()
    assert "Peut-être déjà là" in html
    assert reverse("funding:call", args=[twin.pk]) in html
    assert client.post(PASTE, {**fields(html), "noter": "1"}).status_code == 302


def test_a_twin_appearing_after_correction_is_told_before_writing(
    owner: Person, funder: Organisation, as_person
) -> None:
    CallFactory(title="Bouger", funder=funder)
    client = as_person(owner)
    sent = {**fields(read(client, text()).content.decode()), "title": "Bouger", "noter": "1"}
    told = client.post(PASTE, sent)
    assert told.status_code == 422
    assert Call.unscoped.count() == 1  # unscoped: tests
    assert client.post(PASTE, fields(told.content.decode()) | {"noter": "1"}).status_code == 302


def test_a_call_of_another_team_is_never_told(
    owner: Person, other_team: Team, funder: Organisation, as_person
) -> None:
    CallFactory(
        title="Appel à projets « Bouger à tout âge »", funder=funder, owner_team=other_team,
        federation=None,
    )  # fmt: skip
    assert "Peut-être déjà là" not in read(as_person(owner), text()).content.decode()


def test_an_unknown_funder_is_written_down(owner: Person, as_person) -> None:
    client = as_person(owner)
    FunderFactory(name="CPAM du Morbihan")
    sent = fields(read(client, text()).content.decode())
    assert sent["funder"] == ""
    client.post(PASTE, {**sent, "noter": "1"})
    assert Call.unscoped.get().funder.name == "CPAM d’Ille-et-Vilaine"  # unscoped: tests


def test_themes_and_departments_are_ticked(owner: Person, funder: Organisation, as_person) -> None:
    from msp_portal.reference.models import Theme

    theme = Theme.objects.filter(pk="APA").first() or ThemeFactory(code="APA", label="Bouger")
    client = as_person(owner)
    sent = fields(read(client, text()).content.decode())
    client.post(PASTE, {**sent, "noter": "1"})
    assert theme in Call.unscoped.get().themes.all()  # unscoped: tests


# ---- What goes wrong ------------------------------------------------------------------------


def test_nothing_pasted_is_said(owner: Person, as_person) -> None:
    response = read(as_person(owner), "   \n")
    assert response.status_code == 422
    assert "Collez le texte" in response.content.decode()


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("The deadline for the applications is 15 March and you must send the form to us.", "français"),
        ("Tarte aux pommes : étalez la pâte, coupez les pommes, faites cuire.", "ne ressemble pas"),
        ("azer qsdf 12 99 %% €€€ zzzz", "ne ressemble pas"),
    ],
)  # fmt: skip
def test_what_is_no_call_is_said_and_kept_in_its_field(
    owner: Person, as_person, pasted: str, said: str
) -> None:
    client = as_person(owner)
    response = read(client, pasted)
    html = response.content.decode()
    assert response.status_code == 422
    assert said in html
    assert pasted[:20] in html
    assert read(client, pasted, quand_meme="1").status_code == 200


def test_markup_is_shown_as_text(owner: Person, funder: Organisation, as_person) -> None:
    pasted = text() + "<script>alert('non')</script><img src=x onerror=alert(1)>"
    html = read(as_person(owner), pasted).content.decode()
    assert "alert('non')" not in html
    assert "onerror" not in html.replace("&lt;img src=x onerror", "")
    assert "<img src=x" not in html


def test_two_megabytes_get_a_clear_answer(owner: Person, as_person) -> None:
    client = as_person(owner)
    response = read(client, "Appel à projets de la ville. " * 90_000)
    assert response.status_code == 413
    assert "trop long" in response.content.decode()
    almost = read(client, text() + "Le dossier est long. " * 60_000)
    assert almost.status_code == 200
    assert "seul son début a été lu" in almost.content.decode()


def test_a_patient_number_never_passes(owner: Person, as_person) -> None:
    pasted = text() + "NIR 2 84 12 35 238 024 58"
    response = read(as_person(owner), pasted)
    assert response.status_code == 422
    assert "patient" in response.content.decode()


def test_going_back_keeps_the_text(owner: Person, funder: Organisation, as_person) -> None:
    client = as_person(owner)
    sent = fields(read(client, text()).content.decode())
    html = client.post(PASTE, {**sent, "revenir": "1"}).content.decode()
    assert "Bouger à tout âge" in html
    assert 'name="text"' in html


def test_what_was_typed_survives_a_refusal(owner: Person, funder: Organisation, as_person) -> None:
    client = as_person(owner)
    sent = fields(read(client, text()).content.decode())
    response = client.post(
        PASTE, {**sent, "amount_min": "9000", "not_fundable": "Les repas", "noter": "1"}
    )
    html = response.content.decode()
    assert response.status_code == 422
    assert "sous le plancher" in html
    assert "Les repas" in html
    assert "phrase-" in html, "the text is still marked"


# ---- PDF ------------------------------------------------------------------------------------


def written_pdf(lines: list[str]) -> bytes:
    from weasyprint import HTML

    page = "".join(f"<p>{line}</p>" for line in lines)
    content: bytes = HTML(string=page).write_pdf()
    return content


def test_a_pdf_is_read_and_not_kept(owner: Person, funder: Organisation, as_person) -> None:
    from msp_portal.kit.models.files import StoredFile

    uploaded = SimpleUploadedFile("appel.pdf", written_pdf(text().split("\n")))
    response = as_person(owner).post(PASTE, {"text": "", "file": uploaded, "lire": "1"})
    assert fields(response.content.decode())["day"] == f"{YEAR}-03-12"
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("scan.pdf", pdf(), "image"),
        ("appel.pdf", b"%PDF-1.4 n'importe quoi", "PDF"),
        ("appel.exe", b"MZ\x90", "programme"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_what_to_do(
    owner: Person, as_person, name: str, content: bytes, said: str
) -> None:
    uploaded = SimpleUploadedFile(name, BytesIO(content).read())
    response = as_person(owner).post(PASTE, {"text": "", "file": uploaded, "lire": "1"})
    assert response.status_code == 422
    assert said in response.content.decode()


def test_the_list_leads_to_it(owner: Person, as_person) -> None:
    assert f'href="{PASTE}"' in as_person(owner).get("/appels/").content.decode()


def test_a_deadline_already_past_is_said(owner: Person, funder: Organisation, as_person) -> None:
    past = clock.today() - timedelta(days=400)
    html = read(as_person(owner), text(f"{past:%d/%m/%Y}")).content.decode()
    assert "Cette date est passée" in html
