"""Loading the demo: every loader in order, in one transaction."""

from datetime import date

from django.conf import settings
from django.db import transaction

from msp_portal.demo.days import Days
from msp_portal.demo.loaders import (
    accounts,
    applications,
    calls,
    coordination,
    programmes,
    projects,
    shares,
    sheets,
)
from msp_portal.demo.state import Found, State, look
from msp_portal.demo.world import World
from msp_portal.kit import clock
from msp_portal.reference.models import Commune, Theme


class DemoRefusedError(RuntimeError):
    """The demo may not be loaded here; the message says why, in French."""


_STEPS = (
    coordination.load_organisations,
    coordination.load_teams,
    coordination.load_people,
    coordination.load_visit_cards,
    programmes.load_programmes,
    projects.load_projects,
    calls.load_calls,
    applications.load_applications,
    sheets.load_sheets,
    shares.load_shares,
    coordination.load_community,
    accounts.load_accounts,
    accounts.issue_links,
    World.write_journal,
    World.forget_mails,
)


def load_demo(*, today: date | None = None) -> Found:
    """Load the demo as it stands on ``today``. Returns what was found before.

    An already loaded demo is left as it is. Raises ``DemoRefusedError`` outside the demo, on a
    database that holds anything else, or before the reference lists are loaded.
    """
    if not settings.DEMO:
        raise DemoRefusedError(
            "La démonstration ne se charge que dans un portail de démonstration (DEMO = True)."
        )
    with transaction.atomic():
        found = look()
        if found.state is State.FOREIGN:
            raise DemoRefusedError(
                "Cette base contient autre chose que la démonstration : "
                f"{', '.join(found.foreign)}. Rien n’a été changé."
            )
        if found.state is State.EMPTY:
            _check_reference()
            world = World(Days(today or clock.today()))
            for step in _STEPS:
                step(world)
    return found


def _check_reference() -> None:
    wanted = {"35012", "35090", "35126", "22136", "56165", "56091"}
    known = set(Commune.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted - known or not Theme.objects.exists():
        raise DemoRefusedError(
            "Les listes de référence manquent : lancez d’abord « manage.py load_reference »."
        )
