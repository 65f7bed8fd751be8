"""The carte de visite of one project: withdrawn and put back."""

import pytest

from msp_portal.kit.models import Event
from projects.models import Project
from projects.services.sharing import set_visit_card

pytestmark = pytest.mark.django_db


def test_the_card_of_one_project_is_withdrawn_and_put_back(owner, project):
    set_visit_card(actor=owner, project=project, hidden=True)
    set_visit_card(actor=owner, project=project, hidden=True)
    assert Project.unscoped.get(pk=project.pk).visit_card_hidden
    set_visit_card(actor=owner, project=project, hidden=False)
    assert not Project.unscoped.get(pk=project.pk).visit_card_hidden
    verbs = list(Event.unscoped.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["visit_card.hidden", "visit_card.shown"]
