"""Dates, amounts and punctuation in French."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_portal.kit import french

N = "\u00a0"


def test_long_date() -> None:
    assert french.long_date(date(2026, 11, 22)) == f"dimanche 22{N}novembre 2026"
    assert french.long_date(date(2026, 5, 1)) == f"vendredi 1er{N}mai 2026"


def test_a_moment_is_read_in_paris() -> None:
    late_in_utc = datetime(2026, 7, 14, 22, 30, tzinfo=UTC)
    assert french.moment(late_in_utc) == (
        f"mercredi 15{N}juillet 2026 à 0{N}h{N}30, heure de Paris"
    )
    assert french.plain_date(late_in_utc) == f"15{N}juillet 2026"


@pytest.mark.parametrize(
    ("value", "words"),
    [(time(12, 30), f"12{N}h{N}30"), (time(9), f"9{N}h"), (time(8, 5), f"8{N}h{N}05")],
)
def test_hour(value: time, words: str) -> None:
    assert french.hour(value) == words


def test_short_date_and_month() -> None:
    assert french.short_date(date(2026, 2, 1)) == f"1er{N}févr.{N}2026"
    assert french.month_year(date(2026, 8, 15)) == "août 2026"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 10, 5), date(2026, 12, 20), f"octobre à décembre{N}2026"),
        (date(2025, 11, 5), date(2026, 1, 20), f"novembre{N}2025 à janvier{N}2026"),
        (date(2026, 10, 5), date(2026, 10, 20), f"octobre{N}2026"),
        (date(2026, 10, 5), None, f"dès octobre{N}2026"),
        (None, date(2026, 10, 5), f"jusqu'à octobre{N}2026"),
        (None, None, ""),
    ],
)
def test_month_span(start: date | None, end: date | None, words: str) -> None:
    assert french.month_span(start, end) == words


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (0, "aujourd'hui"),
        (1, "demain"),
        (-1, "hier"),
        (8, f"dans 8{N}jours"),
        (-3, f"il y a 3{N}jours"),
    ],
)
def test_from_today(gap: int, words: str) -> None:
    today = date(2026, 11, 22)
    assert french.from_today(date.fromordinal(today.toordinal() + gap), today) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(1250, f"1{N}250{N}€"), (12.5, f"12,50{N}€"), (Decimal("0.005"), f"0,01{N}€"), (-3, f"−3{N}€"),
     (1_234_567, f"1{N}234{N}567{N}€"), (0, f"0{N}€")],
)  # fmt: skip
def test_euros(value: french.Amount, words: str) -> None:
    assert french.euros(value) == words


def test_number_percent_and_count() -> None:
    assert french.number(1234.5) == f"1{N}234,5"
    assert french.number(Decimal("10.00")) == "10"
    assert french.number(2.345, 2) == "2,35"
    assert french.percent(0.8) == f"80{N}%"
    assert french.percent(Decimal("0.125"), 1) == f"12,5{N}%"
    assert french.count(1, "équipe") == f"1{N}équipe"
    assert french.count(0, "équipe") == f"0{N}équipe"
    assert french.count(2, "cheval", "chevaux") == f"2{N}chevaux"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_an_amount_can_be_read_back(value: Decimal) -> None:
    written = french.euros(value).removesuffix(f"{N}€")
    back = written.replace(N, "").replace(",", ".").replace("−", "-")
    assert Decimal(back) == value


@pytest.mark.parametrize(
    ("typed", "set_right"),
    [
        ("Qui vient ?", f"Qui vient{N}?"),
        ("Qui vient?", f"Qui vient{N}?"),
        ("Objet: réunion", f"Objet{N}: réunion"),
        ("« oui »", f"«{N}oui{N}»"),
        ("«oui»; non", f"«{N}oui{N}»{N}; non"),
        ("l'équipe d'à côté", "l’équipe d’à côté"),
        ("à 12:30, voir https://exemple.fr/?q=1", "à 12:30, voir https://exemple.fr/?q=1"),
        ("12 h 30", f"12{N}h{N}30"),
        ("80 % de 1 250 €", f"80{N}% de 1{N}250{N}€"),
        ("et puis...", "et puis…"),
        ("vraiment ?!", f"vraiment{N}?!"),
    ],
)
def test_typo(typed: str, set_right: str) -> None:
    assert french.typo(typed) == set_right


@given(st.text(alphabet="aéœ1 9:;!?«»%€hm'.,()\u00a0\n", max_size=60))
def test_typo_twice_changes_nothing(text: str) -> None:
    once = french.typo(text)
    assert french.typo(once) == once


@given(st.text(alphabet="aéœ19:;!?«»%€'’., ", max_size=60))
def test_typo_keeps_every_letter_and_sign(text: str) -> None:
    def bare(value: str) -> str:
        kept = value.replace("'", "’").replace("...", "…")
        return "".join(c for c in kept if not c.isspace())

    assert bare(french.typo(text)) == bare(text)


def test_typo_html_leaves_tags_and_entities_alone() -> None:
    html = '<a href="?a=1 ?" title="b : c">Tom &amp; Léa : oui</a>'
    assert french.typo_html(html) == f'<a href="?a=1 ?" title="b : c">Tom &amp; Léa{N}: oui</a>'


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Coordinatrice de MSP", "coordinatrice de MSP"),
        ("ARS Bretagne", "ARS Bretagne"),
        ("Élu", "élu"),
        ("", ""),
    ],
)
def test_label_in_a_sentence_keeps_its_acronyms(label: str, said: str) -> None:
    assert french.in_sentence(label) == said


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("Côtes-d&#x27;Armor", "Côtes-d’Armor"),
        ("masqué « &lt; 11 » ici", f"masqué «{N}&lt; 11{N}» ici"),
        ("<b>Léa &amp; Zoé</b> : oui", f"<b>Léa &amp; Zoé</b>{N}: oui"),
        ('<a title="l&#x27;eau">x</a>', '<a title="l&#x27;eau">x</a>'),
    ],
)
def test_typo_html_knows_what_escaping_made(html: str, shown: str) -> None:
    assert french.typo_html(html) == shown
