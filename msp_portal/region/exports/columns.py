"""The columns of the workbook, written once: screen, XLSX, ODS, CSV and the API read these lists."""

from msp_portal.kit.exports import Column, Kind
from msp_portal.region.queries.rows import ProjectRow
from msp_portal.region.queries.summary import SummaryRow

TEXT, INT, MONEY, DATE, BOOL, LINK = (
    Kind.TEXT, Kind.INT, Kind.MONEY, Kind.DATE, Kind.BOOL, Kind.LINK,
)  # fmt: skip
_P = Column
_S = Column

_STATUS_HELP = (
    "Dit pourquoi un nombre de personnes est vide : « < 11 » (ou « < 5 » pour la fédération), "
    "« non mesuré », « rien de noté », « non partagé », « année en cours »."
)

ACTION_COLUMNS: tuple[Column[ProjectRow], ...] = (
    _P("identifiant", "identifiant", INT, lambda row: row.project_id, 11,
       "Numéro du projet dans le portail ; il ne change pas d’une année à l’autre."),
    _P("annee", "année", INT, lambda row: row.year, 8,
       "Année des chiffres, des montants et des professionnels de cette ligne."),
    _P("intitule", "intitulé", TEXT, lambda row: row.title, 36),
    _P("equipes", "équipe(s)", TEXT, lambda row: row.teams, 26, "L’équipe porteuse en premier."),
    _P("type_equipe", "type d’équipe", TEXT, lambda row: row.team_kinds, 24),
    _P("departements", "département(s)", TEXT, lambda row: row.departments, 22,
       "Ceux des équipes qui portent le projet."),
    _P("communes", "communes", TEXT, lambda row: row.communes, 28, "Là où l’action a lieu."),
    _P("theme_principal", "thème principal", TEXT, lambda row: row.theme, 24),
    _P("autres_themes", "autres thèmes", TEXT, lambda row: row.other_themes, 24),
    _P("publics", "publics", TEXT, lambda row: row.publics, 26),
    _P("tranches_age", "tranches d’âge", TEXT, lambda row: row.age_bands, 18),
    _P("niveau", "niveau (patients / patientèle / population)", TEXT, lambda row: row.level, 14),
    _P("milieux", "milieux", TEXT, lambda row: row.settings, 22),
    _P("types_action", "types d’action", TEXT, lambda row: row.action_kinds, 24),
    _P("etape", "étape", TEXT, lambda row: row.stage, 13,
       "Besoin, équipe, financement, action, bilan, partage."),
    _P("debut", "début", DATE, lambda row: row.start, 12),
    _P("fin", "fin", DATE, lambda row: row.end, 12),
    _P("financements", "financements (types)", TEXT, lambda row: row.funding_kinds, 22),
    _P("montant_demande", "montant demandé", MONEY, lambda row: row.requested, 15,
       "Euros, pour l’exercice de l’année ; seulement des dossiers et comptes rendus partagés."),
    _P("montant_accorde", "montant accordé", MONEY, lambda row: row.granted, 15,
       "Euros, pour l’exercice de l’année ; seulement des dossiers et comptes rendus partagés."),
    _P("aci", "ACI (oui/non)", BOOL, lambda row: row.is_aci, 10,
       "Le projet compte pour la mission de santé publique de l’ACI."),
    _P("partenaires", "partenaires (nombre)", INT, lambda row: row.partners, 12),
    _P("professionnels", "professionnels (nombre)", INT, lambda row: row.professionals, 14,
       "Personnes ayant accepté un rôle, tenu depuis le 1er janvier de l’année. Jamais masqué."),
    _P("professions", "professions", TEXT, lambda row: row.professions, 28),
    _P("objectif_general", "objectif général", TEXT, lambda row: row.objective, 40),
    _P("indicateurs", "indicateurs suivis (nombre)", INT, lambda row: row.indicators, 12),
    _P("seances", "séances réalisées", INT, lambda row: row.sessions, 11, "Dans l’année."),
    _P("passages", "passages", INT, lambda row: row.passages.value, 11,
       "Dans l’année ; une personne venue deux fois compte deux fois."),
    _P("personnes_touchees", "personnes touchées", INT, lambda row: row.people.value, 11,
       "Personnes différentes, déclarées par l’équipe ; jamais déduites des passages."),
    _P("statut_chiffre", "statut du chiffre", TEXT, lambda row: row.status, 22, _STATUS_HELP),
    _P("evaluation", "évaluation (faite / en cours / non prévue)", TEXT,
       lambda row: row.evaluation, 14),
    _P("fiche_publiee", "fiche publiée (adresse)", LINK, lambda row: row.sheet_url, 34),
    _P("partage_le", "partagé le", DATE, lambda row: row.shared_on, 12,
       "Le partage le plus récent."),
    _P("partage_par", "par", TEXT, lambda row: row.shared_by, 36),
)  # fmt: skip

SUMMARY_COLUMNS: tuple[Column[SummaryRow], ...] = (
    _S("departement", "département", TEXT, lambda row: row.department, 26,
       "Celui de l’équipe porteuse : un projet n’est compté qu’une fois."),
    _S("theme", "thème", TEXT, lambda row: row.theme, 30, "Thème principal."),
    _S("actions", "actions", INT, lambda row: row.actions, 10,
       "Projets en vie dans l’année. Jamais masqué."),
    _S("equipes", "équipes", INT, lambda row: row.teams, 10, "Jamais masqué."),
    _S("professionnels", "professionnels", INT, lambda row: row.professionals, 14,
       "Personnes différentes ayant accepté un rôle. Jamais masqué."),
    _S("passages", "passages", INT, lambda row: row.passages.value, 11),
    _S("personnes_touchees", "personnes touchées", INT, lambda row: row.people.value, 12,
       "Somme des personnes déclarées par projet."),
    _S("statut_chiffre", "statut du chiffre", TEXT, lambda row: row.status, 30,
       "« moins de 3 équipes », « < 11 », « secret secondaire », « non mesuré » ou « mesuré »."),
)  # fmt: skip
