"""The columns of calls and sheets, by the same rule as the workbook: one list for every use."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from msp_portal.kit.exports import Column, Kind

SEPARATOR = " ; "
_C = Column


def _address(name: str, **kwargs: Any) -> str:
    return urljoin(str(settings.PORTAL_BASE_URL), reverse(name, kwargs=kwargs))


def _hour(call: Any) -> str:
    return f"{timezone.localtime(call.deadline):%H:%M}" if call.deadline else ""


CALL_COLUMNS: tuple[Column[Any], ...] = (
    _C("identifiant", "identifiant", Kind.INT, lambda call: call.pk),
    _C("intitule", "intitulé", Kind.TEXT, lambda call: call.title),
    _C("financeur", "financeur", Kind.TEXT, lambda call: call.funder.name),
    _C("type", "type", Kind.TEXT, lambda call: call.kind.label),
    _C("depot", "mode de dépôt", Kind.TEXT, lambda call: call.get_filing_display()),
    _C("annee", "millésime", Kind.INT, lambda call: call.year),
    _C("publie_le", "publié le", Kind.DATE, lambda call: call.published_on),
    _C("ouvre_le", "ouvre le", Kind.DATE, lambda call: call.opens_on),
    _C("date_limite", "date limite", Kind.DATE, lambda call: call.deadline,
       help="Date limite, ou prochaine relève ; heure de Paris."),
    _C("heure_limite", "heure limite", Kind.TEXT, _hour, help="Heure de Paris, « 12:00 »."),
    _C("themes", "thèmes", Kind.TEXT, lambda call: SEPARATOR.join(call.theme_labels)),
    _C("departements", "départements", Kind.TEXT, lambda call: SEPARATOR.join(call.place_names),
       help="Vide : toute la France."),
    _C("montant_minimum", "montant plancher", Kind.MONEY, lambda call: call.amount_min),
    _C("montant_maximum", "montant plafond", Kind.MONEY, lambda call: call.amount_max),
    _C("taux_maximum", "taux maximal", Kind.INT, lambda call: call.rate_max, help="En pour cent."),
    _C("non_financable", "non finançable", Kind.TEXT, lambda call: call.not_fundable),
    _C("adresse", "adresse de l’appel", Kind.LINK, lambda call: call.url),
    _C("public", "public", Kind.BOOL, lambda call: call.owner_team_id is None,
       help="Non : noté par une de vos équipes, pour elle seule."),
)  # fmt: skip

SHEET_COLUMNS: tuple[Column[Any], ...] = (
    _C("identifiant", "identifiant", Kind.INT, lambda entry: entry.sheet_id),
    _C("titre", "titre", Kind.TEXT, lambda entry: entry.title),
    _C("resume", "résumé", Kind.TEXT, lambda entry: entry.summary),
    _C("equipe", "équipe", Kind.TEXT, lambda entry: entry.team_name),
    _C("departement", "département", Kind.TEXT, lambda entry: entry.department_code),
    _C("region", "région", Kind.TEXT, lambda entry: entry.region_code),
    _C("annee", "année", Kind.INT, lambda entry: entry.year),
    _C("themes", "thèmes", Kind.TEXT, lambda entry: SEPARATOR.join(entry.theme_codes),
       help="Codes, avec ceux des thèmes généraux."),
    _C("publics", "publics", Kind.TEXT, lambda entry: SEPARATOR.join(entry.public_codes)),
    _C("milieux", "milieux", Kind.TEXT, lambda entry: SEPARATOR.join(entry.setting_codes)),
    _C("niveau_de_preuve", "niveau de preuve", Kind.TEXT, lambda entry: entry.evidence_code,
       help="De l’intervention ; une équipe n’est jamais notée."),
    _C("publiee_le", "publiée le", Kind.DATE, lambda entry: entry.published_at),
    _C("adresse", "adresse", Kind.LINK,
       lambda entry: _address("capitalisation:published", slug=entry.slug)),
    _C("illustration", "illustration", Kind.BOOL, lambda entry: entry.illustration,
       help="Oui : donnée inventée pour la démonstration."),
)  # fmt: skip
