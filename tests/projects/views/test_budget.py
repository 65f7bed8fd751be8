"""The budget on screen: saved as a draft, both versions shown, printed and exported."""

import re

import pytest
from django.urls import reverse

from msp_portal.kit.models import RenderedDocument
from projects.models import Budget, BudgetLine
from tests.factories import BudgetFactory, BudgetLineFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def budget(project):
    return BudgetFactory(project=project, year=2026)


def of(name, project, *args):
    return reverse(f"projects:{name}", args=[project.pk, *args])


def form_of(client, url):
    """What the page of the plan would post, untouched."""
    page = client.get(url).content.decode()
    form = page[page.index("data-budget") :]
    data = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="([^"]+)"', tag)
        if name and (kind is None or kind[1] != "radio"):
            data[name[1]] = unescape(value[1]) if value else ""
    for name, body in re.findall(
        r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        data[name] = chosen[1] if chosen else ""
    data["note"] = unescape(
        re.search(r"<textarea[^>]*>(.*?)</textarea>", form, re.DOTALL)[1].strip()
    )
    return data


def unescape(text):
    return text.replace("&quot;", '"').replace("&amp;", "&").replace("&#x27;", "'")


def row_of(data, account):
    """The prefix of the row of an account."""
    (name,) = [key for key, value in data.items() if key.endswith("-account") and value == account]
    return name.removesuffix("-account")


def amounts(budget):
    return {line.account_id: line.amount for line in BudgetLine.unscoped.filter(budget=budget)}


def test_a_year_is_opened_and_its_plan_is_offered(as_person, owner, project):
    client = as_person(owner)
    response = client.post(of("budget", project), {"year": "2026"})
    opened = Budget.unscoped.get()
    assert response["Location"] == of("budget_edit", project, opened.pk)
    data = form_of(client, response["Location"])
    accounts = {value for key, value in data.items() if key.endswith("-account") and value}
    assert {"604", "622", "641", "864", "870", "70"} <= accounts
    assert not {"60", "62", "86"} & accounts  # amounts are typed on the lines under them


def test_a_draft_is_saved_and_the_gap_is_told(as_person, owner, project, budget):
    client, url = as_person(owner), of("budget_edit", project, budget.pk)
    data = form_of(client, url)
    data[f"{row_of(data, '604')}-amount"] = "1 400 €"
    response = client.post(url, data, follow=True)
    assert "Les charges dépassent les produits de 1\u00a0400\u00a0€" in response.content.decode()
    assert amounts(budget) == {"604": 1400}


def test_a_funder_is_added_with_its_account(as_person, owner, project, budget):
    ars = OrganisationFactory(name="ARS Bretagne", kind="ARS")
    client, url = as_person(owner), of("budget_edit", project, budget.pk)
    data = form_of(client, url)
    blank = next(key for key, value in data.items() if value == "ajout:PRODUIT:0").removesuffix(
        "-key"
    )
    data |= {
        f"{blank}-amount": "9500",
        f"{blank}-funder_id": str(ars.pk),
        f"{blank}-funding_status": "DEMANDE",
    }
    refused = client.post(url, data)
    assert refused.status_code == 422
    assert "Choisissez le compte" in refused.content.decode()
    assert 'value="9500"' in refused.content.decode()
    client.post(url, {**data, f"{blank}-account": "74x"})
    line = BudgetLine.unscoped.get(budget=budget)
    assert (line.account_id, line.amount, line.funder, line.funding_status) == (
        "74x", 9500, ars, "DEMANDE",
    )  # fmt: skip


def test_cents_are_refused_and_what_was_typed_stays(as_person, owner, project, budget):
    client, url = as_person(owner), of("budget_edit", project, budget.pk)
    data = form_of(client, url)
    data[f"{row_of(data, '604')}-amount"] = "12,50"
    data[f"{row_of(data, '622')}-amount"] = "300"
    response = client.post(url, data)
    assert response.status_code == 422
    assert 'value="12,50"' in response.content.decode()
    assert 'value="300"' in response.content.decode()
    assert amounts(budget) == {}


def test_of_two_people_both_versions_are_shown_and_the_choice_is_written(
    as_person, owner, teammate, project, budget, team
):
    BudgetLineFactory(budget=budget, account_id="604", amount=100, label="Compagnie")
    client, url = as_person(owner), of("budget_edit", project, budget.pk)
    mine, theirs = form_of(client, url), form_of(client, url)
    row = row_of(mine, "604")
    client.post(url, {**theirs, f"{row}-amount": "150"})
    mine |= {f"{row}-amount": "200", f"{row_of(mine, '622')}-amount": "75"}
    stale = client.post(url, mine)
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Garder ce que j’ai tapé" in page
    assert "150\u00a0€" in page
    assert 'value="200"' in page
    assert 'value="75"' in page  # the other line typed is not lost
    assert amounts(budget) == {"604": 150}


@pytest.mark.parametrize(("choice", "amount"), [("mine", 200), ("theirs", 150)])
def test_the_version_chosen_is_the_one_kept(as_person, owner, project, budget, choice, amount):
    BudgetLineFactory(budget=budget, account_id="604", amount=100)
    client, url = as_person(owner), of("budget_edit", project, budget.pk)
    mine, theirs = form_of(client, url), form_of(client, url)
    row = row_of(mine, "604")
    client.post(url, {**theirs, f"{row}-amount": "150"})
    stale = client.post(url, {**mine, f"{row}-amount": "200"}).content.decode()
    client.get = lambda _url: type("Page", (), {"content": stale.encode()})()
    settled = form_of(client, url)
    del client.get
    client.post(url, {**settled, f"{row_of(settled, '604')}-keep": choice})
    assert amounts(budget) == {"604": amount}


def test_spending_is_noted_beside_the_plan(as_person, owner, project, budget):
    line = BudgetLineFactory(budget=budget, amount=1000)
    client, url = as_person(owner), of("budget_spent", project, budget.pk)
    data = {"version": "1", f"l{line.pk}": "1 200", f"initial-l{line.pk}": ""}
    page = client.post(url, data, follow=True).content.decode()
    assert "Écarts à expliquer" in page
    assert "120\u00a0%" in page


def test_spending_typed_over_another_s_is_shown_with_it(as_person, owner, project, budget):
    line = BudgetLineFactory(budget=budget, amount=1000)
    client, url = as_person(owner), of("budget_spent", project, budget.pk)
    data = {"version": "1", f"initial-l{line.pk}": ""}
    client.post(url, {**data, f"l{line.pk}": "900"})
    stale = client.post(url, {**data, f"l{line.pk}": "800"})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "900\u00a0€" in page
    assert 'value="800"' in page
    line.refresh_from_db()
    assert line.spent == 900


@pytest.mark.parametrize("fmt", ["xlsx", "ods", "csv"])
def test_the_workbook_is_offered_in_each_format(as_person, teammate, project, budget, fmt):
    BudgetLineFactory(budget=budget)
    response = as_person(teammate).get(of("budget_export", project, budget.pk, fmt))
    assert response.status_code == 200
    assert f"budget-2026.{fmt}" in response["Content-Disposition"]


def test_an_unknown_format_is_not_found(as_person, teammate, project, budget):
    assert (
        as_person(teammate).get(of("budget_export", project, budget.pk, "doc")).status_code == 404
    )


def test_the_pdf_is_asked_by_a_post_and_read_by_the_team_only(
    as_person, teammate, stranger, project, budget
):
    BudgetLineFactory(budget=budget, label="Compagnie")
    client = as_person(teammate)
    response = client.post(of("budget_pdf", project, budget.pk))
    document = RenderedDocument.objects.get()
    assert str(document.public_id) in response["Location"]
    assert "Compagnie" in document.source
    assert client.get(response["Location"]).status_code == 200
    assert as_person(stranger).get(response["Location"]).status_code == 404


def test_only_who_carries_the_project_writes_its_budget(
    as_person, teammate, stranger, project, budget
):
    for name in ("budget_edit", "budget_spent"):
        assert as_person(teammate).get(of(name, project, budget.pk)).status_code == 403
        assert as_person(stranger).get(of(name, project, budget.pk)).status_code == 404


@pytest.mark.parametrize("size", [1, 15])
def test_the_page_costs_the_same_queries_whatever_its_lines(
    as_person, owner, project, budget, size, django_assert_num_queries
):
    for number in range(size):
        BudgetLineFactory(budget=budget, amount=number + 1, funder=OrganisationFactory())
    client = as_person(owner)
    client.get(of("budget", project))
    for url, count in ((of("budget", project), 9), (of("budget_edit", project, budget.pk), 10)):
        with django_assert_num_queries(count):
            assert client.get(url).status_code == 200
