"""``{% load ui %}`` and ``{% load portal %}``: each component says what it must."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.conf import LazySettings
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from msp_portal.kit.life_line import LifeLine, NextDate

N = "\u00a0"


def render(source: str, **context: Any) -> str:
    return Template("{% load ui portal %}" + source).render(Context(context))


def test_filters_write_nothing_for_nothing() -> None:
    names = ("long_date", "plain_date", "day_month", "short_date", "month_year", "hour", "moment",
             "from_today", "number", "euros", "percent")  # fmt: skip
    for name in names:
        assert render("{{ value|" + name + " }}", value=None) == ""


def test_filters_write_french() -> None:
    assert render("{{ d|long_date }}", d=date(2026, 11, 22)) == f"dimanche 22{N}novembre 2026"
    assert render("{{ n|euros }}", n=1250) == f"1{N}250{N}€"
    assert render('{{ n|count:"équipe" }}', n=3) == f"3{N}équipes"
    assert render('{{ n|count:"cheval,chevaux" }}', n=2) == f"2{N}chevaux"
    assert render("{{ n|number }}", n=0) == "0"


def test_typo_escapes_what_people_typed() -> None:
    assert render("{{ t|typo }}", t="<b>Oui ?</b>") == f"&lt;b&gt;Oui{N}?&lt;/b&gt;"
    assert render("{{ t|safe|typo }}", t="<b>Oui ?</b>") == f"<b>Oui{N}?</b>"


def test_status_chip_knows_its_tones() -> None:
    assert (
        render('{% status_chip "Brouillon" "draft" %}')
        == '<span class="chip chip-draft">Brouillon</span>'
    )
    with pytest.raises(TemplateSyntaxError, match="unknown tone"):
        render('{% status_chip "Brouillon" "green" %}')


def test_team_badge_always_has_the_name_and_a_mark_of_its_own() -> None:
    seen = set()
    for rank in range(12):
        html = render("{% team_badge team %}", team=SimpleNamespace(name="MSP <1>", colour=rank))
        assert "MSP &lt;1&gt;" in html
        seen.add(html)
    assert len(seen) == 12


def test_illustration_mark_follows_the_object() -> None:
    assert "illustration" in render(
        "{% illustration_mark o %}", o=SimpleNamespace(illustration=True)
    )
    assert render("{% illustration_mark o %}", o=SimpleNamespace(illustration=False)) == ""
    assert render("{% illustration_mark o %}", o=False) == ""


def test_not_filed_band_says_it_in_words_with_the_hour() -> None:
    closes = datetime(2026, 11, 30, 11, 30, tzinfo=UTC)
    html = render('{% not_filed_band closes "la plateforme" "/p" "Preuve" %}', closes=closes)
    assert "NON déposé" in html
    assert f"lundi 30{N}novembre 2026 à 12{N}h{N}30, heure de Paris" in html
    assert '<a href="/p">Preuve</a>' in html


def test_who_can_see_names_the_audience() -> None:
    assert "votre équipe" in render('{% who_can_see "votre équipe" %}')


def test_empty_state_keeps_the_order_of_titles() -> None:
    html = render('{% empty_state "Rien encore" "Commencez." "/n" "Noter" 3 %}')
    assert "<h3>Rien encore</h3>" in html
    assert 'href="/n"' in html


def test_help_fold_folds_its_content() -> None:
    html = render('{% help_fold "Pourquoi ?" %}<p>Parce que.</p>{% endhelp_fold %}')
    assert html == (
        f'<details class="fold"><summary>Pourquoi{N}?</summary>'
        '<div class="fold-body"><p>Parce que.</p></div></details>'
    )
    assert " open>" in render('{% help_fold "Ouvert" True %}x{% endhelp_fold %}')


class OneField(forms.Form):
    size = forms.IntegerField(label="Nombre", help_text="Un nombre entier.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["size"].readers = "votre équipe"  # type: ignore[attr-defined]


def test_field_says_why_and_who_reads_and_is_described_by_it() -> None:
    html = render('{% field form.size "le bilan en a besoin" %}', form=OneField())
    assert "Un nombre entier." in html
    assert f"Pourquoi cette question{N}: le bilan en a besoin" in html
    assert f"Qui lira{N}: votre équipe" in html
    assert 'aria-describedby="id_size_helptext"' in html
    assert 'id="id_size_helptext"' in html


def test_form_errors_lead_to_the_fields() -> None:
    form = OneField({"size": "beaucoup"})
    form.add_error(None, "Rien ne va.")
    html = render("{% form_errors form %}", form=form)
    assert "2 points sont à reprendre" in html
    assert '<a href="#id_size">Nombre</a>' in html
    assert "Rien ne va." in html
    assert render("{% form_errors form %}", form=OneField()).strip() == ""


def test_pagination_keeps_the_filters() -> None:
    page = Paginator(range(120), 50).get_page(2)
    request = RequestFactory().get("/projets", {"theme": "tabac", "page": "2"})
    html = render('{% pagination page "projet" %}', page=page, request=request)
    assert "?theme=tabac&amp;page=1" in html
    assert "?theme=tabac&amp;page=3" in html
    assert f"120{N}projets, page 2 sur 3" in html
    assert 'aria-current="page"' in html


def test_a_single_page_shows_no_pagination() -> None:
    page = Paginator(range(3), 50).get_page(1)
    assert render("{% pagination page %}", page=page).strip() == ""


def test_breadcrumbs_end_with_the_page_itself() -> None:
    html = render('{% breadcrumbs "Projets" "/p" "Mois sans tabac" %}')
    assert '<a href="/p">Projets</a>' in html
    assert '<li aria-current="page">Mois sans tabac</li>' in html


def test_life_line_gives_words_besides_the_drawing() -> None:
    line = LifeLine("action", 72, next_dates=(NextDate(date(2026, 11, 30), "dépôt", url="/d"),),
                    note="ça vient", placed_by="Léa", placed_on=date(2026, 11, 1))  # fmt: skip
    html = render('{% life_line line "large" "Mois sans tabac" %}', line=line)
    assert html.count("<svg") == 2
    assert f"Lundi 30{N}novembre" in html
    assert '<a href="/d">dépôt</a>' in html
    assert "ça vient" in html
    assert f"Léa, le 1er{N}novembre" in html
    small = render('{% life_line line "small" "Mois sans tabac" %}', line=line)
    assert small.count("<svg") == 1
    assert len(small) < 3_500


def test_nav_url_is_empty_for_an_unknown_name() -> None:
    assert render('{% nav_url "nulle_part:page" %}') == ""
    assert render('{% nav_url "styleguide" %}') == "/styleguide"


def test_region_is_in_the_menu_only_when_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from msp_portal.kit.templatetags import portal

    monkeypatch.setattr(portal, "reverse", lambda name, **_: f"/{name}")
    source = "{% main_menu as menu %}{% for e in menu %}{{ e.label }}{% if e.current %}*{% endif %} {% endfor %}"
    request = RequestFactory().get("/projects:list/12")
    without = render(source, request=request)
    assert "Projets*" in without
    assert "Région" not in without
    assert "Région" in render(source, request=request, show_region=True)
    request.show_region = True  # type: ignore[attr-defined]
    assert "Région" in render(source, request=request)


def test_portal_and_federation_come_from_the_settings(settings: LazySettings) -> None:
    settings.PORTAL_NAME, settings.PORTAL_FEDERATION = "Prévention en Bretagne", "ESSORT"
    assert render("{% portal_name %} {% federation_name %}") == "Prévention en Bretagne ESSORT"


@pytest.mark.parametrize(("name", "letters"), [("Léa Martin", "LM"), ("Anne-Laure Le Goff", "AG"), ("Zoé", "Z"), ("", "")])  # fmt: skip
def test_initials(name: str, letters: str) -> None:
    assert render("{{ name|initials }}", name=name) == letters
