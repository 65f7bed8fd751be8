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


@pytest.mark.parametrize(("starter", "one"), CASES, ids=[f"{s.code}-{o.key}" for s, o in CASES])
def test_only_what_the_team_alone_knows_is_missing(starter: Starter, one: StarterObjective) -> None:
    reading = read_objective(one.text, known(starter, one), TODAY)
    missing = {
        remark.letter: remark.reason
        for remark in reading.remarks
        if remark.verdict is Verdict.MISSING
    }
    # The diagnostic of a project just opened is empty: the reader says so, and rightly.
    missing.pop(Letter.R, None)
    assert missing == {}
