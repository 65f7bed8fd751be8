"""The regional workbook: Actions, Synthèse, Lisez-moi, over what one organisation may see."""

from datetime import datetime

from django.conf import settings
from django.utils.text import slugify

from msp_portal.kit import french
from msp_portal.kit.exports import ExportSheet, ReadMe, Workbook
from msp_portal.kit.masking import SECONDARY
from msp_portal.region.exports.columns import ACTION_COLUMNS, SUMMARY_COLUMNS
from msp_portal.region.queries.readers import Reader, visible_projects
from msp_portal.region.queries.rows import project_rows
from msp_portal.region.queries.summary import Summary


def regional_workbook(reader: Reader, year: int, now: datetime, *, asked_by: str) -> Workbook:
    """The workbook of ``reader`` for ``year``, read when it is written, row by row.

    The Synthèse adds up the rows of Actions as they go by: write the sheets in their order.
    ``asked_by`` names the person or the link, for the Lisez-moi.
    """
    summary = Summary(reader.audience)
    rows = summary.passing(project_rows(reader, year))
    return Workbook(
        title=f"Projets de prévention – {reader.organisation.name} – {year}",
        author=settings.PORTAL_FEDERATION or settings.PORTAL_NAME,
        created=now,
        sheets=(
            ExportSheet("Actions", ACTION_COLUMNS, rows),
            ExportSheet("Synthèse", SUMMARY_COLUMNS, summary.rows()),
            ReadMe(_read_me(reader, year, now, asked_by)),
        ),
    )


def file_name(reader: Reader, year: int) -> str:
    """« prevention-ars-bretagne-2025 », without extension."""
    return f"prevention-{slugify(reader.organisation.name)}-{year}"


def _read_me(reader: Reader, year: int, now: datetime, asked_by: str) -> list[tuple[str, str]]:
    audience = reader.audience
    people = (
        f"Un nombre de personnes du public inférieur à {audience.least_people} est vide, avec le "
        f"statut « {audience.people_status} » dans sa colonne."
    )
    if audience.least_teams:
        people += (
            f" Dans la Synthèse, un nombre venant de moins de {audience.least_teams} équipes est "
            f"vide (« {audience.teams_status} »)."
        )
    people += (
        " Un nombre de la Synthèse qui contient un nombre masqué des Actions est vide aussi "
        f"(« {SECONDARY} »), et aucun total n’est donné : rien ne peut être retrouvé par "
        "soustraction. Les projets, les équipes et les professionnels ne sont jamais masqués."
    )
    lines = [
        ("Pour qui", reader.organisation.name),
        ("Établi le", f"{french.moment(now)}, à la demande de {asked_by}"),
        ("Par", settings.PORTAL_FEDERATION or settings.PORTAL_NAME),
        ("Périmètre", _scope(reader)),
        ("Filtres", f"Chiffres de l’année {year}. Aucun autre filtre : tous les projets visibles."),
        ("Ce que chaque partage montre", _SHARES),
        ("Une ligne des Actions", "Un projet de prévention, pour l’année des chiffres."),
        ("Une ligne de la Synthèse", _CELL),
        ("Passages et personnes", _PEOPLE),
        ("Non mesuré", _NOT_MEASURED),
        ("Petits nombres", people),
        ("Formats", _FORMATS),
        ("Contact", _contact()),
    ]
    invented = visible_projects(reader).filter(illustration=True).order_by("pk")
    if numbers := list(invented.values_list("pk", flat=True)[:MOST_NUMBERS]):
        told = ", ".join(str(number) for number in numbers)
        lines.append(("Illustration", f"{_INVENTED} Identifiants : {told}."))
    return [(name, french.typo(text)) for name, text in lines]


_SHARES = (
    "Le projet : son récit, ses chiffres, son évaluation. Le dossier : son récit et ses montants. "
    "Le bilan : chiffres, évaluation et montants. Les chiffres : les seuls chiffres. "
    "Ce qui n’est pas partagé reste vide."
)
MOST_NUMBERS = 200
_INVENTED = "Une partie des données de ces projets est inventée pour la démonstration."
_NOT_MEASURED = (
    "C’est une réponse de l’équipe, pas un oubli. « rien de noté » : aucun chiffre pour l’année. "
    "« non partagé » : l’équipe ne montre pas ce chiffre."
)
_FORMATS = (
    "Les montants sont des nombres en euros, les dates des dates ; dans une case, plusieurs "
    "valeurs sont séparées par « ; »."
)
_CELL = (
    "Les projets en vie dans l’année, par département de l’équipe porteuse et thème principal. "
    "Un projet de plusieurs équipes n’y est compté qu’une fois."
)
_PEOPLE = (
    "Un passage est une venue : une personne venue deux fois compte deux fois. Les personnes "
    "touchées sont des personnes différentes, déclarées par l’équipe."
)


def _scope(reader: Reader) -> str:
    if reader.organisation.is_federation:
        return (
            "Ce que les équipes partagent avec la fédération, et la carte de visite des projets "
            "des équipes qui l’ont accepté (aucun chiffre)."
        )
    if reader.is_ars:
        return (
            "Ce que les équipes partagent avec l’agence, et ce que la fédération de la région a "
            "reçu avec l’accord de le montrer à l’agence."
        )
    return "Ce que les équipes partagent avec vous, et rien d’autre."


def _contact() -> str:
    federation = settings.PORTAL_FEDERATION or "la fédération régionale"
    return f"{federation}, {settings.PORTAL_BASE_URL}"
