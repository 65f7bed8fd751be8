"""From a size and a seed to a whole France."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.apps import apps
from django.db import connection, models, transaction

from capitalisation.models import LibraryEntry
from coordination.models import Organisation, Person, Share, Team
from funding.models import Application
from msp_portal.bench.france.copying import settle_sequences
from msp_portal.bench.france.money import write_money
from msp_portal.bench.france.people import write_people
from msp_portal.bench.france.plan import Plan
from msp_portal.bench.france.projects import write_projects
from msp_portal.bench.france.sheets import write_sheets
from msp_portal.bench.france.sizes import Sizes
from msp_portal.bench.france.work import write_work
from msp_portal.kit import clock
from msp_portal.kit.french import count
from msp_portal.kit.models import Event
from msp_portal.reference.models import Commune, Theme
from projects.models import Fact, Project, Task

FILLED_APPS = ("coordination", "projects", "funding", "capitalisation", "kit")
COUNTED: tuple[tuple[str, type[models.Model]], ...] = (
    ("organisations", Organisation),
    ("équipes", Team),
    ("personnes", Person),
    ("projets", Project),
    ("tâches", Task),
    ("faits datés", Fact),
    ("partages", Share),
    ("dossiers", Application),
    ("fiches publiées", LibraryEntry),
    ("événements du journal", Event),
)
Say = Callable[[str], object]


class NotEmptyError(RuntimeError):
    """The database holds something already: made-up data is never mixed with it."""


@dataclass(frozen=True, slots=True)
class Generated:
    """What was written: French name of a kind of row → how many."""

    numbers: dict[str, int]


def generate(
    sizes: Sizes, *, seed: int, now: datetime | None = None, say: Say = lambda _line: None
) -> Generated:
    """Fill an empty database. The same sizes, seed and ``now`` write the same rows.

    Reference lists must be loaded, with at least some communes. Raises :class:`NotEmptyError`
    when a person, a team, a project or an organisation is there, and ``LookupError`` without
    reference lists. All or nothing, but for the sheets: they are written last, once the tables are
    known.
    """
    plan = Plan(sizes=sizes, random=Random(seed), now=now or clock.now())  # noqa: S311  (no secret)
    with transaction.atomic():
        _refuse_unless_empty()
        # COPY checks foreign keys at its end, table by table, instead of keeping them all.
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        say("Fédérations, équipes, personnes…")
        write_people(plan)
        say("Projets, partages, journal…")
        write_projects(plan)
        say("Actions, tâches, faits…")
        write_work(plan)
        say("Appels, budgets, dossiers…")
        write_money(plan)
        settle_sequences(_tables())
    _know_the_tables()  # sheets are read project by project among all the facts
    say("Fiches d’expérience…")
    write_sheets(plan)
    settle_sequences(_tables())
    _know_the_tables()
    return Generated(_count_all())


def _refuse_unless_empty() -> None:
    found = [
        count(number, word)
        for number, word in (
            (Person.objects.count(), "personne"),
            (Team.objects.count(), "équipe"),
            (Project.unscoped.count(), "projet"),  # unscoped: counted before anybody reads
            (Organisation.objects.count(), "organisation"),
        )
        if number
    ]
    if found:
        raise NotEmptyError(
            f"Cette base contient {', '.join(found)} : rien n’a été ajouté. La France inventée "
            "ne s’écrit que dans une base vide."
        )
    if not (Commune.objects.exists() and Theme.objects.exists()):
        raise LookupError("Chargez d’abord les listes : « manage.py load_reference ».")


def _know_the_tables() -> None:
    """Without statistics, the database reads whole tables for one row.

    Our tables only: the catalogues shared by all databases would be locked for the others.
    """
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(quote(model._meta.db_table) for model in _tables())}")


def _tables() -> list[type[models.Model]]:
    return [model for label in FILLED_APPS for model in apps.get_app_config(label).get_models()]


def _count_all() -> dict[str, int]:
    """Rows of the tables that tell the size, by their French name."""
    return {
        name: model._default_manager.count()  # unscoped: numbers of rows only
        for name, model in COUNTED
    }
