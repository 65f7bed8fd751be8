"""Where sheets are filed: the codes the lexicon may name."""

from msp_portal.reference.loading import read_list
from msp_portal.reference.models import Public, Setting, Theme


def known_codes() -> set[str]:
    """« theme:TABAC », « public:PARENTS », « milieu:MSP »: every value of the three shared lists,
    as their files hold them (no database)."""
    lists = (
        ("theme", "themes", Theme),
        ("public", "publics", Public),
        ("milieu", "settings", Setting),
    )
    return {
        f"{facet}:{row['code']}" for facet, name, model in lists for row in read_list(name, model)
    }
