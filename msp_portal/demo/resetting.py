"""Emptying a demo, to load it afresh. Reference lists stay."""

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from msp_portal.demo.loading import DemoRefusedError
from msp_portal.demo.state import State, look

EMPTIED_APPS = (
    "coordination",
    "projects",
    "funding",
    "capitalisation",
    "kit",
    "account",
    "mfa",
    "sessions",
    "admin",
)


def reset_demo(*, with_what_was_added: bool = False) -> None:
    """Empty every table of people and teams; the journal included, which no row-wise deletion may.

    Raises ``DemoRefusedError`` outside the demo, where the demo is not loaded, and where persons,
    teams or projects of others are found, unless ``with_what_was_added``.
    """
    if not settings.DEMO:
        raise DemoRefusedError("Seul un portail de démonstration (DEMO = True) se vide ainsi.")
    with transaction.atomic():
        found = look()
        if found.state is State.EMPTY:
            return
        if not found.demo_is_there:
            raise DemoRefusedError(
                "La démonstration n’est pas dans cette base : rien n’a été effacé."
            )
        if found.foreign and not with_what_was_added:
            raise DemoRefusedError(
                f"Cette base contient aussi : {', '.join(found.foreign)}. Rien n’a été effacé. "
                "Pour tout effacer quand même : --tout."
            )
        _truncate()


def _truncate() -> None:
    tables = sorted(
        model._meta.db_table
        for label in EMPTIED_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    )
    quoted = ", ".join(connection.ops.quote_name(table) for table in tables)
    with connection.cursor() as cursor:
        # Foreign keys still to be checked at the end of the transaction forbid TRUNCATE: check now.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {quoted} RESTART IDENTITY")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
