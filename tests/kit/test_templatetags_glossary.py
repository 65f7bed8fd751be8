"""``{% explain %}``: once a page, safe, readable without a script."""

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from coordination.models import Person
from msp_portal.reference.glossary import term_of_code
from projects.models import Project
from tests.factories import IndicatorFactory, ObjectiveFactory

LOAD = "{% load glossary %}"


def render(source: str, **values: object) -> str:
    return Template(LOAD + source).render(Context(values))


def test_a_word_opens_on_its_explanation_and_leads_to_the_glossary() -> None:
    html = render("{% explain %}<div>L’ACI suffit.</div>{% endexplain %}")
    term = term_of_code("ACI")
    assert term is not None
    assert html.startswith('<div>L’<details class="term"><summary>ACI<span')
    assert "Contrat entre l’Assurance maladie" in html
    assert 'href="/lexique/#aci"' in html
    assert html.endswith("</details> suffit.</div>")
    assert "title=" not in html
    assert "<script" not in html
    assert "style=" not in html


def test_once_a_page_over_several_blocks_and_includes() -> None:
    request = RequestFactory().get("/")
    block = "{% explain %}<div>ACI</div>{% endexplain %}"
    html = render(block + block, request=request)
    assert html.count("<details") == 1
    assert render(block, request=RequestFactory().get("/")).count("<details") == 1


def test_what_people_typed_stays_escaped() -> None:
    html = render(
        "{% explain %}<div>{{ text }}</div>{% endexplain %}", text='<b>ACI</b> & "l\'ACI"'
    )
    assert "&lt;b&gt;<details" in html
    assert "<b>" not in html


def test_not_more_than_asked() -> None:
    html = render("{% explain most=1 %}<div>ACI et FIR</div>{% endexplain %}")
    assert html.count("<details") == 1


@pytest.mark.django_db
def test_on_the_objectives_a_level_is_explained_once_and_never_in_a_link(
    project: Project, owner: Person, as_person: object
) -> None:
    for _ in range(3):
        objective = ObjectiveFactory(project=project, level="SPECIFIQUE")
        IndicatorFactory(project=project, objective=objective, kind="RESULTAT")
    client: Client = as_person(owner)  # type: ignore[operator]
    page = client.get(f"/projets/{project.pk}/objectifs/").content.decode()
    assert page.count('class="term"') == 2
    assert page.count("/lexique/#objectif-specifique") == 1
    assert page.count("/lexique/#indicateur-resultat") == 1
