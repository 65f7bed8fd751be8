"""The codes a starter may use, read from the files of the shared lists."""

from functools import lru_cache
from pathlib import Path

import msp_portal.reference
from msp_portal.reference.campaigns import all_campaigns
from msp_portal.reference.yaml_files import read_yaml

_DATA = Path(msp_portal.reference.__file__).parent / "data"

OBJECTIVE_LEVELS = ("GENERAL", "SPECIFIQUE", "OPERATIONNEL")
INDICATOR_KINDS = ("PROCESSUS", "ACTIVITE", "RESULTAT")
COUNTS = ("PASSAGES", "PERSONNES", "SEANCES", "PROFESSIONNELS", "AUTRE")
PARTNER_ROLES = ("OPERATIONNEL", "FINANCIER", "INSTITUTIONNEL", "METHODO", "RELAIS")
BUDGET_ORDERS = ("AUCUN", "MOINS_1000", "1000_5000", "5000_15000", "PLUS_15000", "INCONNU")
COST_SIDES = ("CHARGE", "EMPLOI_VOLONTAIRE")


@lru_cache
def codes_of(name: str) -> frozenset[str]:
    """The codes of ``msp_portal/reference/data/<name>.yml``."""
    return frozenset(str(row["code"]) for row in _rows(name))


@lru_cache
def cost_accounts() -> frozenset[str]:
    """Accounts of the Cerfa plan where a cost is typed: lines without line under them."""
    rows = _rows("budget_accounts")
    parents = {row.get("parent") for row in rows}
    return frozenset(
        row["code"]
        for row in rows
        if row["side"] in COST_SIDES and row["code"] not in parents and not row.get("is_balance")
    )


@lru_cache
def campaign_codes() -> frozenset[str]:
    """The national campaigns of the prevention calendar."""
    return frozenset(campaign.code for campaign in all_campaigns())


def _rows(name: str) -> list[dict[str, str]]:
    content = read_yaml(_DATA / f"{name}.yml")
    rows: list[dict[str, str]] = content["rows"]
    return rows
