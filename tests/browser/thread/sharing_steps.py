"""Steps 7 and 8: the experience sheet, its take-over; the region and the ARS workbook."""

import io
import re

from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.thread.steps import press, words_of
from tests.processes.conftest import wait_until


def write_the_sheet(page: Page, project: str) -> str:
    """Born from the project; a lesson is added; sent to the federation."""
    page.goto(f"{project}fiche/")
    press(page.get_by_role("button", name="Ouvrir la fiche"))
    page.wait_for_url(re.compile(r"/fiches/\d+/"))
    sheet = re.search(r"/fiches/\d+/", page.url)
    assert sheet is not None, page.url
    page.goto(f"{sheet.group()}titre/")
    page.locator("[name=summary]").fill(
        "Une semaine sans fumée devant l’école, portée par les enfants."
    )
    page.locator("[name=contact_agreed]").check()
    page.locator("[name=takeover_agreed]").check()
    press(page.get_by_role("button", name="Enregistrer", exact=True))
    page.goto(f"{sheet.group()}partie/ENSEIGNEMENTS/")
    page.locator("[name=text]").fill("Commencer par les enfants : ils convainquent leurs parents.")
    press(page.get_by_role("button", name="Enregistrer", exact=True))
    page.goto(f"{sheet.group()}envoyer/")
    press(page.get_by_role("button", name="Envoyer la fiche"))
    page.wait_for_url(re.compile(r"/fiches/\d+/$"))
    return sheet.group()


def review(page: Page, sheet: str) -> None:
    """The federation reads it with its grid, and says yes."""
    page.goto(f"{sheet}relecture/")
    for group in range(1, 5):
        page.locator(f"[name=group_{group}]").first.check()
    page.locator("[name=evidence_level]").select_option(label="Issu de l’expérience (CAPS)")
    page.get_by_label("La fiche est validée").check()
    press(page.get_by_role("button", name="Transmettre l’avis"))
    expect(page.get_by_role("main")).to_contain_text(re.compile("validée", re.IGNORECASE))


def publish(page: Page, sheet: str) -> None:
    """Publishing is the team's own act."""
    page.goto(f"{sheet}publier/")
    press(page.locator("main form").get_by_role("button", name=re.compile("Publier")).first)
    page.wait_for_url(lambda url: not url.endswith("/publier/"))


def find_and_read(page: Page, words: str, title: str) -> str:
    """Found by anybody, with a typo and without accents; read as a page and as two PDF pages."""
    page.goto("/bibliotheque/")
    page.locator("main [name=q]").fill(words)
    page.locator("main [name=q]").press("Enter")
    press(page.get_by_role("link", name=title).first)
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(page.get_by_role("main")).to_contain_text("ils convainquent leurs parents")
    address = page.url
    paper = page.get_by_role("link", name=re.compile("PDF|papier", re.IGNORECASE)).first

    def offered() -> bool:  # once the worker has laid it out
        page.reload()
        return paper.count() > 0

    wait_until(offered, "the PDF of the published sheet")
    sheet = PdfReader(io.BytesIO(the_file(page, str(paper.get_attribute("href")))))
    assert len(sheet.pages) <= 2  # recto verso; a short story may fit on one
    assert "convainquent" in words_of(sheet)
    return address


def the_file(page: Page, address: str) -> bytes:
    """The PDF at this address, once the worker has made it."""
    found: list[bytes] = []

    def is_there() -> bool:
        answer = page.request.get(address)
        if answer.headers["content-type"].startswith("application/pdf"):
            found.append(answer.body())
        return bool(found)

    wait_until(is_there, f"the PDF {address}")
    return found[0]


def take_over(page: Page, address: str, title: str) -> None:
    """Another team starts from it; the lineage is there."""
    page.goto(f"{address}reprendre/")
    press(page.get_by_role("main").get_by_role("button", name="Ouvrir le projet"))
    page.wait_for_url(re.compile(r"/projets/\d+/"))
    expect(page.get_by_role("main")).to_contain_text(title)


def share_with_the_federation(page: Page, project: str) -> None:
    """An explicit act: the project, to ESSORT, who may show it to the ARS."""
    page.goto(f"{project}partages/")
    page.locator("[name=organisation]").select_option(label="ESSORT")
    page.locator("[name=thing]").first.check()
    page.locator("[name=may_pass_on]").check()
    press(page.get_by_role("button", name="Partager", exact=True))
    expect(page.get_by_role("main")).to_contain_text("ESSORT")


def see_the_region(page: Page, title: str) -> None:
    """The federation sees what was shared with it."""
    page.goto("/region/")
    expect(page.get_by_role("main")).to_contain_text(title)


def give_the_ars_a_link(page: Page, address: str) -> None:
    """An expiring link, mailed."""
    page.goto("/region/liens/")
    page.locator("[name=organisation]").select_option(label="ARS Bretagne")
    page.locator("[name=given_to]").fill("Référente prévention")
    page.locator("[name=address]").fill(address)
    press(page.get_by_role("button", name="Envoyer le lien"))
    expect(page.get_by_role("main")).not_to_contain_text("Aucun lien donné")
    expect(page.get_by_role("main")).not_to_contain_text("est à reprendre")


EXPECTED = {  # the figures of the illustration, for the last full year
    "Grandir avec les écrans": (214, 163, 6, 7, 11, None, None),
    "Santé ! Prévention alcool": (96, 71, 4, 5, 1, 9500, 8000),
    "Ma ville en rose": (540, 402, 9, 18, 9, None, None),
}
COLUMNS = (
    "passages",
    "personnes touchées",
    "séances réalisées",
    "professionnels (nombre)",
    "partenaires (nombre)",
    "montant demandé",
    "montant accordé",
)


def download_the_workbook(page: Page, link: str, also: str) -> None:
    """Link → page → workbook: two clicks, no account, no JavaScript; the figures are right."""
    page.goto(link)
    with page.expect_download() as downloading:
        page.get_by_role("link", name=re.compile("classeur", re.IGNORECASE)).first.click()
    with open(downloading.value.path(), "rb") as file:  # noqa: PTH123
        book = load_workbook(io.BytesIO(file.read()))
    assert book.sheetnames[:2] == ["Actions", "Synthèse"]
    assert "Lisez-moi" in book.sheetnames
    sheet = book["Actions"]
    assert sheet.freeze_panes
    assert sheet.auto_filter.ref
    header = [str(cell.value).lower() for cell in sheet[1]]
    titled = header.index("intitulé")
    rows = {
        str(row[titled]).replace("\u00a0", " "): row
        for row in sheet.iter_rows(min_row=2, values_only=True)
    }
    assert set(rows) == {*EXPECTED, also}
    for title, figures in EXPECTED.items():
        found = tuple(rows[title][header.index(name)] for name in COLUMNS)
        assert found == figures, title
