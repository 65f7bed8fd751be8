"""Brings the database up to date before ./dev run; the one module here that needs Django.

One process for all the steps: starting Django five times would cost five times the wait.
"""

import sys
from pathlib import Path


def prepare(accounts: Path) -> None:
    """Migrate, load the reference lists, and the demo when nobody has worked here yet.

    Whom one may sign in as is written to the file ``accounts``, to be shown once all is ready.
    """
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import CommandError, call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        sys.stderr.write("· Mise à jour de la base de données\n")
        call_command("migrate", verbosity=0, interactive=False)
    call_command("load_reference", verbosity=0)
    if not get_user_model()._default_manager.exists():
        sys.stderr.write("· Chargement de la démonstration\n")
        call_command("load_demo", verbosity=0)
    with accounts.open("w", encoding="utf-8") as told:
        try:
            call_command("demo_accounts", stdout=told)
        except CommandError as error:
            told.write(str(error))


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
