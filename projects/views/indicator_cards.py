"""The shared indicator cards: read them all, read one, choose one for an objective."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from msp_portal.reference.theme_codes import theme_codes
from projects.cards import Card, CardKind, all_cards, card_by_code, cards_for, not_followed
from projects.cards.card import KIND_LABELS
from projects.cards.choosing import cards_by_family
from projects.models import Indicator, Objective, Project
from projects.services.indicator_cards import join_card, leave_card, take_card
from projects.views.method_saving import INVALID
from projects.views.project_page import ProjectPage, project_page

ALL = "tous"  # said in the address, to lift a filter that is on by default
MOST_WORDS = 100
Level = Objective.Level


@login_required
@require_safe
def indicator_cards(request: HttpRequest) -> HttpResponse:
    """Every card, by family, with what is not followed and why."""
    asked = _asked(request)
    found = cards_for(
        themes=[asked["theme"]] if asked["theme"] else [],
        level=asked["level"],
        kind=asked["kind"],
        words=asked["q"],
    )
    context = {
        "families": cards_by_family(found).items(),
        "found": len(found),
        "not_followed": [(row, _cards(row.instead)) for row in not_followed()],
        "themes": _themes_of_cards(),
        "filtered": _is_filtered(request),
        **_choices(asked),
    }
    return render(request, "projects/indicators_cards.html", context)


@login_required
@require_safe
def indicator_card(request: HttpRequest, code: str) -> HttpResponse:
    """One card, read in full."""
    context = {"card": _card_or_404(code), "themes": theme_codes()}
    return render(request, "projects/indicators_card.html", context)


@login_required
def objectives_card(request: HttpRequest, pk: int, objective: int) -> HttpResponse:
    """Choose a card for an objective, or for one of its indicators (``indicateur``)."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    rows = Objective.objects.for_scope(page.access.scope).filter(project=page.project)
    found: Objective = get_object_or_404(rows, pk=objective)
    indicator = _indicator(request, page, found)
    if request.method != "POST":
        return _choice_page(request, page, found, indicator)
    try:
        chosen = _act(request, page, found, indicator)
    except ValidationError as error:
        return _choice_page(request, page, found, indicator, problem=error.messages[0])
    return _to_indicator(page, chosen)


def _act(
    request: HttpRequest, page: ProjectPage, objective: Objective, indicator: Indicator | None
) -> Indicator:
    if indicator is not None and "detacher" in request.POST:
        messages.success(request, f"« {indicator.name} » n’est plus rattaché à une fiche.")
        return leave_card(actor=page.person, indicator=indicator)
    card = _card_or_404(request.POST.get("fiche", ""))
    if indicator is not None:
        joined = join_card(actor=page.person, indicator=indicator, card=card)
        messages.success(request, f"« {joined.name} » suit maintenant la fiche « {card.name} ».")
        return joined
    taken = take_card(actor=page.person, objective=objective, card=card)
    messages.success(
        request, f"« {taken.name} » est suivi. Complétez le point de départ et la cible."
    )
    return taken


def _choice_page(
    request: HttpRequest,
    page: ProjectPage,
    objective: Objective,
    indicator: Indicator | None,
    *,
    problem: str = "",
) -> HttpResponse:
    asked = _asked(request)
    themes = _themes_of(page.project)
    level = "" if asked["level"] == ALL else asked["level"] or objective.level
    everything = asked["theme"] == ALL
    followed = set(
        Indicator.objects.for_scope(page.access.scope)
        .filter(objective=objective, archived_at__isnull=True)
        .values_list("card_key", flat=True)
    )
    found = cards_for(
        themes=[] if everything else themes, level=level, kind=asked["kind"], words=asked["q"]
    )
    choices = _choices({**asked, "level": asked["level"] or objective.level})
    context = page.context(
        objective=objective,
        indicator=indicator,
        families=cards_by_family(found).items(),
        found=len(found),
        followed=followed,
        everything=everything,
        theme_labels=[theme_codes()[code].label for code in themes if code in theme_codes()],
        problem=problem,
        filtered=_is_filtered(request),
        **choices,
    )
    status = INVALID if problem else 200
    return render(request, "projects/indicators_choose.html", context, status=status)


def _to_indicator(page: ProjectPage, indicator: Indicator) -> HttpResponse:
    """Back to the objective, at the fields of this indicator."""
    url = reverse("projects:objectives_edit", args=[page.project.pk, indicator.objective_id])
    return HttpResponseRedirect(f"{url}#ind{indicator.pk}")


def _indicator(request: HttpRequest, page: ProjectPage, objective: Objective) -> Indicator | None:
    """The indicator that is asked about; Http404 when it is none of this objective."""
    asked = (request.POST if request.method == "POST" else request.GET).get("indicateur", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 18):
        raise Http404
    rows = Indicator.objects.for_scope(page.access.scope).filter(objective=objective)
    known: Indicator = get_object_or_404(rows, pk=int(asked))
    return known


def _themes_of(project: Project) -> list[str]:
    main = [project.main_theme_id] if project.main_theme_id else []
    return [*main, *project.other_themes.values_list("code", flat=True)]


def _asked(request: HttpRequest) -> dict[str, str]:
    """The filters of the address; what is not a known code is dropped."""
    level, kind = request.GET.get("niveau", ""), request.GET.get("type", "")
    theme = request.GET.get("theme", "")
    return {
        "level": level if level in {*Level.values, ALL} else "",
        "kind": kind if kind in set(CardKind) else "",
        "theme": theme if theme == ALL or theme in theme_codes() else "",
        "q": request.GET.get("q", "").strip()[:MOST_WORDS],
    }


def _choices(asked: dict[str, str]) -> dict[str, Any]:
    return {"asked": asked, "levels": Level.choices, "kinds": KIND_LABELS.items()}


def _is_filtered(request: HttpRequest) -> bool:
    return any(request.GET.get(name) for name in ("q", "type", "niveau", "theme"))


def _themes_of_cards() -> list[Any]:
    used = {code for card in all_cards() for code in card.themes}
    return [theme for theme in theme_codes().values() if theme.code in used]


def _cards(codes: tuple[str, ...]) -> list[Card]:
    return [card for code in codes if (card := card_by_code(code))]


def _card_or_404(code: str) -> Card:
    card = card_by_code(code)
    if card is None:
        raise Http404
    return card
