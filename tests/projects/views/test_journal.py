"""The journal of a project: the same cost whatever it tells."""

import pytest
from django.db import transaction
from django.urls import reverse

from msp_portal.kit.events import record_event
from tests.factories import ApplicationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_costs_the_same_queries_whatever_it_names(
    as_person, owner, team, project, size, django_assert_num_queries
):
    """An application is named by its project and its call: read with it, not one by one."""
    with transaction.atomic():
        for _ in range(size):
            application = ApplicationFactory(project=project, team=team)
            record_event(
                actor=owner, verb="application.opened", subject=application, team_ids=[team.pk]
            )
    client = as_person(owner)
    address = reverse("projects:journal", args=[project.pk])
    client.get(address)
    with django_assert_num_queries(9):
        page = client.get(address)
    assert page.text.count("a ouvert le dossier") == size
