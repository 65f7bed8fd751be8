"""manage.py demo_accounts: who one can be in the demo, and how to come in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from msp_portal.demo.accounts import accounts, link_holders
from msp_portal.demo.loaders.accounts import PASSWORD

HEADINGS = ("Rôle", "Où", "Adresse", "Code de l’application")


class Command(BaseCommand):
    help = "Montre les comptes de la démonstration, leurs codes et un lien personnel."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Ces comptes n’existent que dans la démonstration (DEMO = True).")
        known = accounts()
        if not known:
            raise CommandError("La démonstration n’est pas chargée : « manage.py load_demo ».")
        base = settings.PORTAL_BASE_URL.rstrip("/")
        rows: list[tuple[str, ...]] = [
            (
                account.role,
                account.where,
                account.person.email or "",
                f"{account.codes[0]}, puis {account.codes[1]}" if account.codes else "—",
            )
            for account in known
        ]
        self._table(rows)
        self.stdout.write("")
        self.stdout.write(f"Mot de passe de tous ces comptes : {PASSWORD}")
        self.stdout.write("Un code change toutes les 30 secondes : relancez « demo_accounts ».")
        self.stdout.write(
            f"Sans mot de passe : code dans la boîte aux lettres {base}{reverse('mailbox')}"
        )
        self.stdout.write(f"Se connecter d’un clic : {base}{reverse('demo:index')}")
        waited_for = [holder for holder in link_holders() if holder.url]
        if waited_for:
            self.stdout.write("")
            self.stdout.write("Sans compte, par leur lien :")
        for holder in waited_for:
            self.stdout.write(f"  {holder.role} ({holder.where}) : {holder.url}")

    def _table(self, rows: list[tuple[str, ...]]) -> None:
        widths = [max(len(row[place]) for row in (HEADINGS, *rows)) for place in range(4)]
        for row in (HEADINGS, tuple("─" * width for width in widths), *rows):
            line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write(line.rstrip())
