"""What each person does, one function a step; every assertion is what she sees."""

import io
import re
from datetime import date

from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from msp_portal.kit.models import DemoMail
from tests.browser.thread.portal import Portal
from tests.processes.conftest import wait_until

NURSE = "Infirmière n° 3"
SILENT = "Infirmier n° 4"


def become(page: Page, address: str) -> None:
    """Sign in from the demo's page of accounts."""
    page.goto("/demo/")
    press(page.locator("li, tr").filter(has_text=address).get_by_role("button").first)
    page.wait_for_url(lambda url: "/demo/" not in url)


def press(target: Locator) -> None:
    """Press, and wait for the page the portal answers with: what follows starts from there."""
    with target.page.expect_navigation():
        target.click()


def link_mailed_to(portal: Portal, address: str, what: str) -> str:
    """The first ``/lien/<what>/…`` address of the latest mail to ``address``; waits for it."""

    def found() -> re.Match[str] | None:
        portal.check()
        for mail in DemoMail.objects.filter(to_address=address).order_by("-pk"):
            if match := re.search(rf"https?://\S+/lien/{what}/[^\s?]+", mail.text):
                return match
        return None

    wait_until(found, f"a mail to {address} with a link « {what} »\n{portal.said()}")
    match = found()
    assert match is not None
    return match.group()


def read_pdf(page: Page) -> PdfReader:
    """Follow the progress page of a document until it is ready, and open the file."""
    ready = page.get_by_role("link", name=re.compile("Télécharger|Ouvrir|Lire", re.IGNORECASE))
    for _turn in range(40):
        if ready.count():
            break
        page.wait_for_timeout(500)  # the page asks again by itself; this only paces the reload
        page.reload()
    expect(ready.first).to_be_visible()
    address = ready.first.get_attribute("href")
    assert address is not None
    answer = page.request.get(address)
    assert answer.ok, answer.status
    return PdfReader(io.BytesIO(answer.body()))


def words_of(pdf: PdfReader) -> str:
    """The text of all pages, ordinary spaces only."""
    text = " ".join(page.extract_text() for page in pdf.pages)
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " "))


# ---- 1. An idea ------------------------------------------------------------------------------


def open_a_project(page: Page, title: str) -> str:
    """A one-page framing note; returns the address of the project."""
    page.goto("/projets/nouveau/")
    page.get_by_label("Titre").fill(title)
    page.get_by_label("L’idée").fill("Une récréation sans fumée devant les grilles de l’école.")
    press(page.get_by_role("button", name="Ouvrir le projet"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Note de cadrage")
    page.get_by_label("Pour qui").fill("Les enfants de l’école et leurs parents.")
    page.get_by_label("Ce que l’on ferait").fill("Un défi d’une semaine, avec les enseignants.")
    page.get_by_label("Ordre de grandeur du budget").select_option("1000_5000")
    page.get_by_label("Financements envisagés").fill("Assurance maladie, commune.")
    press(page.get_by_role("button", name="Enregistrer", exact=True))
    match = re.search(r"/projets/\d+/", page.url)
    assert match is not None, page.url
    page.goto(match.group())
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    return match.group()


# ---- 2. The team's yes -----------------------------------------------------------------------


def ask_the_team(page: Page, project: str) -> None:
    """Two members are asked; the others are not bothered."""
    page.goto(f"{project}engagement/demander/")
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    for name in (NURSE, SILENT):
        page.get_by_role("checkbox", name=name, exact=True).check()
    press(page.get_by_role("button", name="Envoyer la demande"))
    expect(page.get_by_text(NURSE).first).to_be_visible()


def answer_in_two_taps(phone: Page, link: str) -> None:
    """The nurse, on a phone without JavaScript, without account."""
    phone.goto(link)
    press(phone.get_by_role("link", name=re.compile(r"^\+\+\+\s+\w")))
    press(phone.get_by_role("button", name="Confirmer"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Votre réponse est notée")
    assert "/compte/" not in phone.url


def see_who_is_in(page: Page, project: str) -> None:
    """The coordinator sees the yes, and who has not answered."""
    page.goto(f"{project}engagement/")
    expect(page.get_by_role("main")).to_contain_text(NURSE)
    expect(page.get_by_role("main")).to_contain_text(SILENT)
    expect(page.get_by_role("main")).to_contain_text("+++")


# ---- 3. Diagnostic, partners, objectives -----------------------------------------------------


def diagnose(page: Page, project: str) -> None:
    """One datum, with its source and year."""
    page.goto(f"{project}diagnostic/ajouter/?type=DONNEE")
    page.get_by_label("En clair").or_(page.locator("[name=text]")).first.fill(
        "Un adulte sur quatre fume chaque jour."
    )
    page.locator("[name=source]").fill("Santé publique France, baromètre")
    page.locator("[name=year]").fill("2023")
    press(page.get_by_role("button", name="Enregistrer", exact=True))
    expect(page.get_by_role("main")).to_contain_text("Un adulte sur quatre")


def invite_a_partner(page: Page, project: str, address: str) -> None:
    """The school is a partner; its head will answer by link."""
    page.goto(f"{project}partenaires/nouveau/")
    page.locator("[name=name]").fill("École du Canal")
    page.locator("[name=contact_function]").fill("Directrice de l’école")
    page.locator("[name=contact_email]").fill(address)
    press(page.get_by_role("button", name="Enregistrer", exact=True))
    page.goto(f"{project}partenaires/")
    press(page.get_by_role("link", name=re.compile("avis")).first)
    press(page.get_by_role("button", name=re.compile("Demander|Envoyer")).first)
    expect(page.get_by_role("main")).to_contain_text("École du Canal")


def give_an_opinion(phone: Page, link: str) -> None:
    """Three short questions, no account."""
    phone.goto(link)
    phone.locator("[name=need]").fill("Les parents fument devant la grille.")
    phone.locator("[name=offer]").fill("La cour, et deux enseignants.")
    press(phone.get_by_role("button").last)
    expect(phone.get_by_role("main")).to_contain_text(re.compile("Merci|notée?"))


def set_objectives(page: Page, project: str) -> None:
    """A general objective, then one that can be measured, with its two indicators."""
    page.goto(f"{project}objectifs/nouveau/")
    page.locator("[name=text]").fill("Protéger les enfants de la fumée de tabac.")
    page.get_by_label("Objectif général").check()
    press(page.get_by_role("button", name="Enregistrer", exact=True))
    page.goto(f"{project}objectifs/nouveau/")
    page.locator("[name=text]").fill(
        "D’ici juin 2027, 60 parents de l’école du Canal auront participé à la semaine sans fumée."
    )
    page.get_by_label("Objectif opérationnel").check()
    page.locator("[name=public_text]").fill("Les parents")
    page.locator("[name=due_date]").fill("2027-06-30")
    page.locator("[name=new0-name]").fill("Séances tenues")
    page.locator("[name=new0-target]").fill("5")
    for place in ("new0", "new1"):
        page.locator(f"details:has([name={place}-kind]) > summary").last.click()
    page.locator("[name=new0-counts]").select_option("SEANCES")
    page.locator("[name=new0-kind]").select_option("PROCESSUS")
    page.locator("[name=new1-name]").fill("Parents venus")
    page.locator("[name=new1-baseline]").fill("0")
    page.locator("[name=new1-target]").fill("60")
    page.locator("[name=new1-counts]").select_option("PASSAGES")
    page.locator("[name=new1-kind]").select_option("RESULTAT")
    press(page.get_by_role("button", name="Enregistrer", exact=True))
    expect(page.get_by_role("main")).to_contain_text("Parents venus")


# ---- 4. A plan -------------------------------------------------------------------------------


def plan_backwards(page: Page, project: str, day: date) -> None:
    """Dated steps before the day of the action, and the ligne de vie on one A4."""
    page.goto(f"{project}plan/a-rebours/")
    page.locator("[name=anchor]").fill(day.isoformat())
    page.locator("[name=label]").fill("Semaine sans fumée")
    press(page.get_by_role("button", name="Voir les étapes"))
    press(page.get_by_role("button", name="Mettre ces étapes dans le déroulé"))
    expect(page.get_by_role("main")).to_contain_text("Semaine sans fumée")
    page.goto(f"{project}ligne-de-vie/")
    paper = re.compile("A4")
    press(page.get_by_role("button", name=paper).or_(page.get_by_role("link", name=paper)).first)
    sheet = read_pdf(page)
    assert len(sheet.pages) == 1
    assert "Semaine sans fumée" in words_of(sheet)


# ---- 6. Facts and evaluation -----------------------------------------------------------------


def ask_for_a_figure(page: Page, project: str, day: date) -> None:
    """The coordinator asks the nurse how many came."""
    page.goto(f"{project}faits/demander/")
    page.get_by_label("Chiffre suivi").select_option(label="Parents venus")
    page.locator("[name=date]").fill(day.isoformat())
    page.locator("[name=label]").fill("Lundi sans fumée")
    page.get_by_role("checkbox", name=NURSE, exact=True).check()
    press(page.get_by_role("button", name="Demander"))
    expect(page.get_by_role("main")).to_contain_text(NURSE)


def give_the_figure(phone: Page, link: str, value: str) -> None:
    """One number on a phone, from its link."""
    phone.goto(link)
    phone.locator("[name=value]").fill(value)
    press(phone.get_by_role("button", name="Enregistrer", exact=True))
    expect(phone.get_by_role("main")).to_contain_text("C’est noté")


def note_a_fact(page: Page, project: str, day: date, value: str) -> None:
    """One line, without leaving the page."""
    page.goto(f"{project}faits/")
    page.get_by_label("Chiffre suivi").first.select_option(label="Parents venus")
    page.locator("[name=date]").fill(day.isoformat())
    page.locator("[name=value]").fill(value)
    page.locator("[name=label]").fill("Mardi sans fumée")
    press(page.get_by_role("button", name="Noter", exact=True))
    expect(page.get_by_role("main")).to_contain_text("Mardi sans fumée")


def evaluate(page: Page, project: str, total: str) -> None:
    """The evaluation report is written from the facts."""
    page.goto(f"{project}evaluation/")
    page.get_by_label("Tout le projet").check()
    press(page.get_by_role("button", name="Ouvrir le bilan"))
    page.locator("[name=went_well]").fill("L’appui de l’école.")
    press(page.get_by_role("button", name="Enregistrer").first)
    expect(page.get_by_role("main")).to_contain_text(total)
    press(page.get_by_role("button", name=re.compile("PDF")).first)
    report = words_of(read_pdf(page))
    assert total in report
    assert "L’appui de l’école" in report
