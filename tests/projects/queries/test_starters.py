"""The campaigns a model leans on, at their next dates."""

from datetime import date

from projects.queries.starters import next_campaigns
from projects.starters import starter_of


def codes(today: date) -> list[str]:
    starter = starter_of("depistages-cancers")
    assert starter is not None
    return [one.campaign.code for one in next_campaigns(starter, today)]


def test_the_nearest_campaign_comes_first() -> None:
    assert codes(date(2026, 1, 10)) == ["MARS_BLEU", "JUIN_VERT", "OCTOBRE_ROSE"]
    assert codes(date(2026, 7, 1)) == ["OCTOBRE_ROSE", "MARS_BLEU", "JUIN_VERT"]


def test_each_campaign_comes_once() -> None:
    assert codes(date(2026, 3, 1)) == ["MARS_BLEU", "JUIN_VERT", "OCTOBRE_ROSE"]
