"""Step 5: a call, an application assembled from the project, filed, granted; the report due."""

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.browser.thread.steps import press, read_pdf, words_of

FUNDER = "CPAM du Morbihan"


def note_a_call(page: Page, title: str, deadline: date) -> str:
    """One line, read back before it is kept; the standard questions are taken."""
    page.goto("/appels/")
    page.locator("[name=line]").fill(f"{title}, {deadline:%d/%m/%Y} 12h")
    press(page.get_by_role("button", name="Noter", exact=True))
    expect(page.locator("[name=day]")).to_have_value(deadline.isoformat())
    expect(page.locator("[name=hour]")).to_have_value(re.compile("^12:00"))
    page.locator("[name=funder]").select_option(label=FUNDER)
    press(page.get_by_role("button", name="Noter l’appel"))
    page.wait_for_url(re.compile(r"/appels/\d+/"))
    call = re.search(r"/appels/\d+/", page.url)
    assert call is not None, page.url
    press(page.get_by_role("button", name="Prendre le questionnaire courant"))
    page.wait_for_url(re.compile("/liste/questions/"))
    return call.group()


def write_the_budget(page: Page, project: str, year: int) -> None:
    """Whole euros, in the Cerfa plan; said to be balanced when it is."""
    page.goto(f"{project}budget/")
    page.locator("[name=year]").fill(str(year))
    press(page.locator("form:has([name=year])").get_by_role("button"))
    page.wait_for_load_state()
    if not page.url.endswith("/modifier/"):
        press(page.get_by_role("link", name=re.compile("Modifier|Remplir")).first)
    open_folds(page)
    amount(page, "604").fill("2000")
    amount(page, "RESSPROPRES").fill("400")
    page.locator("[name$=-amount][aria-label^='Montant prévu, une autre ligne']").or_(
        page.get_by_label("Montant prévu, une autre ligne")
    ).nth(2).fill("1500")
    page.get_by_label("Compte, une autre ligne").nth(2).select_option("74orgasoc")
    page.get_by_label("Financeur, une autre ligne").nth(0).select_option(label=FUNDER)
    page.get_by_label("État de la demande, une autre ligne").nth(0).select_option("DEMANDE")
    press(page.get_by_role("button", name="Enregistrer", exact=True))
    expect(page.get_by_role("main")).to_contain_text(re.compile("dépassent.*100\xa0€", re.DOTALL))
    press(page.get_by_role("link", name=re.compile("Modifier")).first)
    open_folds(page)
    amount(page, "RESSPROPRES").fill("500")
    press(page.get_by_role("button", name="Enregistrer", exact=True))
    expect(page.get_by_role("main")).to_contain_text("équilibré")


def open_folds(page: Page) -> None:
    """What is secondary is folded; she unfolds it."""
    page.evaluate("document.querySelectorAll('main details').forEach(fold => fold.open = true)")


def amount(page: Page, account: str):
    """The field of the amount planned on one account."""
    return page.get_by_label(re.compile(f"^Montant prévu, {account} ")).first


def apply(page: Page, project: str, call: str, title: str) -> str:
    """The application is assembled; a red band says that it is not filed."""
    page.goto(f"{call}repondre/")
    press(page.locator("main li, main tr").filter(has_text=title).get_by_role("button").first)
    page.wait_for_url(re.compile(r"/dossiers/\d+/"))
    application = re.search(r"/dossiers/\d+/", page.url)
    assert application is not None, page.url
    main = page.get_by_role("main")
    expect(page.locator(".not-filed")).to_contain_text("NON déposé")
    expect(main).to_contain_text("Un adulte sur quatre fume chaque jour")  # the diagnostic
    expect(main).to_contain_text("60 parents")  # the objectives
    expect(main).to_contain_text("École du Canal")  # the partners
    page.goto(f"{application.group()}reglages/")
    page.locator("[name=bearing_structure]").select_option(index=1)
    page.locator("[name=budget]").select_option(index=1)
    page.locator("[name=amount_requested]").fill("1500")
    press(page.get_by_role("button", name="Enregistrer", exact=True))
    return application.group()


def file_it(page: Page, application: str, day: date) -> None:
    """The proof is noted: the band goes, and what was filed no longer moves."""
    page.goto(application)
    press(page.get_by_role("button", name="Tout le dossier en PDF"))
    assert "Un adulte sur quatre" in words_of(read_pdf(page))
    page.goto(f"{application}depot/")
    page.locator("[name=day]").fill(day.isoformat())
    page.locator("[name=hour]").fill("09:30")
    page.locator("[name=reference]").fill("MDS-2027-0042")
    press(page.get_by_role("button", name="Noter le dépôt"))
    page.goto(application)
    expect(page.get_by_role("main")).to_contain_text("MDS-2027-0042")
    expect(page.locator(".not-filed")).to_have_count(0)


def be_granted(page: Page, application: str, year: int, day: date) -> None:
    """The funder says yes: the report due six months after the exercise is there at once."""
    page.goto(f"{application}decision/")
    form = page.locator("form:has([name=accord])")
    form.locator("[name=decided_on]").fill(day.isoformat())
    form.locator("[name=amount]").fill("1500")
    form.locator("[name=period_start]").fill(f"{year}-01-01")
    form.locator("[name=period_end]").fill(f"{year}-12-31")
    press(form.get_by_role("button", name="Noter l’accord"))
    page.goto(application)
    expect(page.get_by_role("main")).to_contain_text(f"30 juin {year + 1}")


def facts_do_not_move_what_was_filed(page: Page, project: str, application: str) -> None:
    """An objective is corrected afterwards: the filed version says so, and keeps its words."""
    page.goto(f"{project}objectifs/")
    press(page.get_by_role("link", name=re.compile("Reprendre")).last)
    page.locator("[name=text]").fill("D’ici juin 2027, 80 parents auront participé à la semaine.")
    press(page.get_by_role("button", name="Enregistrer", exact=True))
    page.goto(application)
    expect(page.get_by_role("main")).to_contain_text("60 parents")
    expect(page.get_by_role("main")).to_contain_text(re.compile("rectifié", re.IGNORECASE))
