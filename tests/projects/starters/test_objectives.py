"""The objectives of the models, read by the portal's own reader as a team would see them."""

from datetime import date, timedelta

import pytest

from projects.smart import Known, KnownIndicator, Letter, Level, Verdict, read_objective
from projects.smart.known import Means
from projects.starters import Starter, all_starters
from projects.starters.shape import StarterObjective

TODAY = date(2026, 9, 1)
ACTION = date(2026, 11, 12)
CASES = [(starter, one) for starter in all_starters() for one in starter.objectives]


def known(starter: Starter, one: StarterObjective) -> Known:
    """What the project knows on the day it is opened: neither place, nor figure, nor diagnostic."""
    mine = [each for each in starter.indicators if each.objective == one.key]
    return Known(
        level=Level(one.level),
        public=one.public,
        due=ACTION + timedelta(days=one.after) if one.after is not None else None,
        indicators=tuple(KnownIndicator(each.name, each.kind == "RESULTAT") for each in mine),
        means=Means(actions=len(starter.actions), partners=len(starter.partners)),
    )


EACH = pytest.mark.parametrize(
    ("starter", "one"), CASES, ids=[f"{starter.code}-{one.key}" for starter, one in CASES]
)


def missing(text: str, starter: Starter, one: StarterObjective) -> set[Letter]:
    """The letters that lack; R apart: the diagnostic of a project just opened is empty, and the
    reader says so rightly."""
    reading = read_objective(text, known(starter, one), TODAY)
    lacking = {each.letter for each in reading.remarks if each.verdict is Verdict.MISSING}
    return lacking - {Letter.R}


@EACH
def test_only_the_figure_left_blank_may_be_missing(starter: Starter, one: StarterObjective) -> None:
    assert missing(one.text, starter, one) <= ({Letter.M} if "…" in one.text else set())


@EACH
def test_once_its_blanks_are_filled_nothing_is_missing(
    starter: Starter, one: StarterObjective
) -> None:
    assert missing(one.text.replace("…", "12"), starter, one) == set()
