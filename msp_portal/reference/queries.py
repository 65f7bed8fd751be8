"""Reads of the reference lists that are more than a filter."""

from collections.abc import Collection, Iterable

from django.db.models import (
    Case,
    CharField,
    F,
    FloatField,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat

from msp_portal.reference.models import Commune, Department, Theme

BY_SIZE = (Coalesce(F("population"), 0).desc(), "name", "code")


class _SearchKey(Func):
    """Lower case, no accent, no hyphen: computed by PostgreSQL, as for the stored names."""

    function = "f_search_key"
    output_field = CharField()


def search_communes(
    text: str, *, departments: Collection[str] | None = None, limit: int = 20
) -> list[Commune]:
    """Active communes for what someone typed: a name, its beginning, or a postal code.

    Accents, hyphens, capitals and « St » for « Saint » do not matter. Exact name first, then
    names that begin so, then names with a word that begins so; larger communes before smaller
    ones. Only when nothing fits are the nearest spellings offered (« rnnes » gives Rennes).
    """
    words = text.strip()
    found = Commune.objects.filter(active=True).select_related("department")
    if departments is not None:
        found = found.filter(department_id__in=departments)
    if words.isdigit():
        return list(_by_postal_code(found, words)[:limit])
    if not any(character.isalpha() for character in words):
        return []
    key = _SearchKey(Value(_spelled_out(words)))
    return list(_as_typed(found, key)[:limit]) or list(_nearest(found, key)[:limit])


def _as_typed(found: QuerySet[Commune], key: _SearchKey) -> QuerySet[Commune]:
    inside = Concat(Value(" "), key, output_field=CharField())
    return (
        found.filter(Q(search_key__startswith=key) | Q(search_key__contains=inside))
        .annotate(
            rank=Case(
                When(search_key=key, then=0),
                When(search_key__startswith=key, then=1),
                default=2,
                output_field=IntegerField(),
            )
        )
        .order_by("rank", *BY_SIZE)
    )


def _nearest(found: QuerySet[Commune], key: _SearchKey) -> QuerySet[Commune]:
    return (
        found.filter(search_key__trigram_similar=key)
        .annotate(
            nearness=Func(F("search_key"), key, function="similarity", output_field=FloatField())
        )
        .order_by("-nearness", *BY_SIZE)
    )


def _by_postal_code(found: QuerySet[Commune], digits: str) -> QuerySet[Commune]:
    """Communes with a postal code that begins with these digits."""
    if len(digits) >= 5:
        matching = found.filter(postal_codes__contains=[digits])
    else:
        all_codes = Func(
            F("postal_codes"), Value(" "), function="array_to_string", output_field=CharField()
        )
        matching = found.annotate(
            all_codes=Concat(Value(" "), all_codes, output_field=CharField())
        ).filter(all_codes__contains=f" {digits}")
    return matching.order_by(*BY_SIZE)


def _spelled_out(text: str) -> str:
    """« St-Brieuc » is written « Saint-Brieuc » in the list of communes."""
    words = text.replace("-", " ").split()
    full = {"st": "saint", "ste": "sainte"}
    return " ".join(full.get(word.lower().rstrip("."), word) for word in words)


def school_zone(department_code: str) -> str:
    """« A », « B », « C », or « » where the school calendar is not a national zone."""
    return (
        Department.objects.filter(code=department_code)
        .values_list("school_zone", flat=True)
        .first()
        or ""
    )


def theme_family(code: str) -> set[str]:
    """A theme with the themes under it: searching « Conduites addictives » finds « Tabac »."""
    under = Theme.objects.filter(parent_id=code).values_list("code", flat=True)
    return {code, *under}


def theme_families(themes: Iterable[Theme]) -> dict[str, frozenset[str]]:
    """Each theme with those under it: what a filter on it shows. No query."""
    families: dict[str, set[str]] = {}
    for theme in themes:
        families.setdefault(theme.code, set()).add(theme.code)
        if theme.parent_id:
            families.setdefault(theme.parent_id, set()).add(theme.code)
    return {code: frozenset(family) for code, family in families.items()}
