"""The campaigns in use, year after year."""

from datetime import date
from pathlib import Path

import pytest

from msp_portal.reference.campaigns import (
    Occurrence,
    all_campaigns,
    campaigns_between,
    campaigns_of,
    read_campaigns,
)
from msp_portal.reference.data_files import DataFileError

GOOD = """\
campagnes:
  - code: ESSAI
    nom: Essai
    quand: {jour: 31, mois: 5}
    regle: Le 31 mai
    preparer: 6
    themes: [TABAC]
    conseil: Commencez tôt.
"""


def in_year(year: int, code: str) -> Occurrence:
    (found,) = [each for each in campaigns_of(year) if each.campaign.code == code]
    return found


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("REIN", date(2026, 3, 12)), ("REIN", date(2027, 3, 11)), ("REIN", date(2028, 3, 9)),
        ("ASTHME", date(2026, 5, 5)), ("ASTHME", date(2027, 5, 4)), ("ASTHME", date(2028, 5, 2)),
        ("VUE", date(2026, 10, 8)), ("VUE", date(2027, 10, 14)), ("VUE", date(2028, 10, 12)),
        ("BPCO", date(2026, 11, 18)), ("BPCO", date(2027, 11, 17)), ("BPCO", date(2028, 11, 15)),
        ("PREMIERS_SECOURS", date(2026, 9, 12)),
        ("SANS_TABAC_JOURNEE", date(2026, 5, 31)), ("SANS_TABAC_JOURNEE", date(2028, 5, 31)),
        ("SIDA", date(2026, 12, 1)), ("SUICIDE_MONDIALE", date(2027, 9, 10)),
        ("DIABETE_JOURNEE", date(2027, 11, 14)), ("AVC", date(2028, 10, 29)),
        ("AIDANTS", date(2027, 10, 6)), ("VIOLENCES_FEMMES", date(2026, 11, 25)),
    ],
)  # fmt: skip
def test_known_days(code: str, day: date) -> None:
    found = in_year(day.year, code)
    assert (found.first, found.last, found.exact) == (day, day, True)


@pytest.mark.parametrize("year", [2026, 2027, 2028])
@pytest.mark.parametrize(
    ("code", "month"), [("MARS_BLEU", 3), ("JUIN_VERT", 6), ("OCTOBRE_ROSE", 10), ("MOIS_SANS_TABAC", 11)]
)  # fmt: skip
def test_months_last_a_month(code: str, month: int, year: int) -> None:
    found = in_year(year, code)
    assert found.first == date(year, month, 1)
    assert (found.last.month, (found.last.day >= 30)) == (month, True)


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_a_date_that_is_not_exact_says_that_it_must_be_checked(year: int) -> None:
    for each in campaigns_of(year):
        assert each.exact or each.campaign.to_check, each.campaign.code
        assert each.first.year == each.last.year == year


@pytest.mark.parametrize(
    "code", ["GRIPPE", "VACCINATION", "SEMAINE_BLEUE", "DIABETE_SEMAINE", "DENUTRITION"]
)
def test_no_date_is_invented_for_what_is_decided_each_year(code: str) -> None:
    assert not in_year(2027, code).exact


def test_the_year_is_in_the_order_of_its_days() -> None:
    days = [each.first for each in campaigns_of(2027)]
    assert days == sorted(days)
    assert len(days) == len(all_campaigns())


def test_preparation_starts_whole_weeks_before() -> None:
    found = in_year(2027, "OCTOBRE_ROSE")
    assert (found.first - found.prepare_on).days == 7 * found.campaign.prepare_weeks


def test_between_two_days_over_the_new_year_and_by_theme() -> None:
    found = campaigns_between(date(2026, 11, 1), date(2027, 1, 31), themes=["TABAC"])
    assert {"MOIS_SANS_TABAC"} <= {each.campaign.code for each in found}
    assert "JANVIER" not in {each.campaign.code for each in found}  # alcohol is a brother theme
    alcohol = campaigns_between(date(2026, 11, 1), date(2027, 1, 31), themes=["ALCOOL"])
    assert [each.campaign.code for each in alcohol] == ["JANVIER"]


def test_a_theme_above_holds_those_under() -> None:
    codes = {each.campaign.code for each in campaigns_between(
        date(2027, 1, 1), date(2027, 12, 31), themes=["ADDICTIONS"])}  # fmt: skip
    assert {"JANVIER", "MOIS_SANS_TABAC", "DROGUES"} <= codes


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("preparer: 6", "preparer: six", "un nombre de semaines"),
        ("preparer: 6", "preparer: 0", "un nombre de semaines"),
        ("themes: [TABAC]", "themes: [TABACS]", "le thème « TABACS »"),
        ("regle: Le 31 mai", "règle: Le 31 mai", "n’est pas prévue ici"),
        (
            "conseil: Commencez tôt.",
            "conseil: Commencez tôt.\n    verifier: peut-être",
            "« oui » ou",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    (tmp_path / "essai.yml").write_text(GOOD.replace(before, after), encoding="utf-8")
    with pytest.raises(DataFileError, match=r"essai\.yml, campagne ESSAI") as raised:
        read_campaigns(tmp_path)
    assert said in str(raised.value)


def test_a_code_serves_once(tmp_path: Path) -> None:
    for name in ("un.yml", "deux.yml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(DataFileError, match="ESSAI sert deux fois"):
        read_campaigns(tmp_path)
