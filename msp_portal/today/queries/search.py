"""One search across the rooms: her projects, calls, published sheets, teams and organisations.

Words are compared without accents, capitals, hyphens nor apostrophes (``f_search_key`` of the
database); a word also finds its neighbours by one or two letters (trigrams). Every word must be
found. One query for each kind of thing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.urls import reverse
from django.utils.http import urlencode

from capitalisation.queries.library import search_library
from coordination.models import Organisation, Team
from coordination.queries.scopes import Standing
from funding.models import Call
from funding.queries.call_deadlines import is_open, with_deadlines
from msp_portal.kit.french import day_month
from msp_portal.kit.scoping import Scope
from projects.models import Project

SHOWN = 6
LONGEST = 100
FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    title: str
    url: str
    note: str = ""
    illustration: bool = False


@dataclass(frozen=True, slots=True)
class More:
    """The list where all that was found is."""

    url_name: str
    link: str
    words: str
    also: str = ""

    @property
    def url(self) -> str:
        """Its address, with the words already searched."""
        return f"{reverse(self.url_name)}?{urlencode({'q': self.words})}{self.also}"


@dataclass(frozen=True)
class Group:
    """What was found of one kind; ``more`` only when something is not shown."""

    name: str
    hits: list[Hit]
    more: More | None = None


def clean_words(typed: str) -> str:
    """The words searched, at most a line of them."""
    return " ".join(typed.split())[:LONGEST]


def search(standing: Standing, words: str, now: datetime) -> list[Group]:
    """The groups in which something was found; her own projects first."""
    if len(words.replace(" ", "")) < FEWEST_LETTERS:
        return []
    groups = (
        _projects(standing.scope, words),
        _calls(standing.scope, words, now),
        _sheets(words),
        _teams(standing, words),
        _organisations(words),
    )
    return [group for group in groups if group.hits]


# ---- The five kinds ---------------------------------------------------------------------------


def _projects(scope: Scope, words: str) -> Group:
    found = _matching(Project.objects.for_scope(scope), words, F("title_key"))
    rows = found.select_related("main_theme").order_by("-likeness", "-last_activity_at", "-pk")

    def hit(project: Project) -> Hit:
        theme = project.main_theme.label if project.main_theme else ""
        note = f"{project.get_stage_display()} · {theme}" if theme else project.get_stage_display()
        url = reverse("projects:detail", args=[project.pk])
        return Hit(project.title, url, note, project.illustration)

    return _group("Projets", rows, hit, More("projects:list", "Tous les projets trouvés", words))


def _calls(scope: Scope, words: str, now: datetime) -> Group:
    calls = with_deadlines(Call.objects.for_scope(scope), now).select_related("funder")
    found = _matching(calls, words, _key("title"), _key("funder__name"))
    rows = found.order_by("-likeness", F("deadline").desc(nulls_last=True), "pk")

    def hit(call: Any) -> Hit:
        if call.deadline is None:
            when = "ouvert toute l’année" if is_open(call, now) else "prochaine date attendue"
        else:
            verb = "ferme" if is_open(call, now) else "a fermé"
            when = f"{verb} le {day_month(call.deadline)} {call.deadline.year}"
        url = reverse("funding:call", args=[call.pk])
        return Hit(call.title, url, f"{call.funder.name} · {when}", call.illustration)

    more = More("funding:calls", "Tous les appels trouvés", words, "&etat=tous")
    return _group("Appels à projets", rows, hit, more)


def _sheets(words: str) -> Group:
    """As the library finds them: synonyms, plurals, slips of the keyboard."""
    results = search_library(words)
    if results.loose:  # sheets that hold some of the words only: for the library, not for here
        return Group("Fiches d’expérience", [])
    hits = [
        Hit(
            found.title,
            reverse("capitalisation:published", args=[found.slug]),
            f"{found.team} · {found.year}",
            found.illustration,
        )
        for found in results.found[:SHOWN]
    ]
    more = More("capitalisation:library", "Toutes les fiches trouvées", words)
    return Group("Fiches d’expérience", hits, more if results.total > SHOWN else None)


def _teams(standing: Standing, words: str) -> Group:
    """Her own teams, and those of her federation."""
    mine = Q(pk__in=standing.scope.team_ids) | Q(
        federation__in=[o.pk for o in standing.federations]
    )
    teams = Team.objects.filter(mine).select_related("department")
    rows = _matching(teams, words, _key("name")).order_by("-likeness", "name", "pk")

    def hit(team: Team) -> Hit:
        url = reverse("coordination:team", args=[team.pk])
        return Hit(team.name, url, f"{team.kind} · {team.department.name}", team.illustration)

    return _group("Équipes", rows, hit)


def _organisations(words: str) -> Group:
    found = Organisation.objects.select_related("region")
    rows = _matching(found, words, _key("name"), _key("role"), _key("helps_with")).order_by(
        "-likeness", "name", "pk"
    )

    def hit(organisation: Organisation) -> Hit:
        place = f" · {organisation.region.name}" if organisation.region else ""
        url = reverse("coordination:organisation", args=[organisation.pk])
        note = f"{organisation.get_kind_display()}{place}"
        return Hit(organisation.name, url, note, organisation.illustration)

    more = More("coordination:organisations", "Toutes les organisations trouvées", words)
    return _group("Qui peut aider", rows, hit, more)


# ---- Common -----------------------------------------------------------------------------------


def _key(name: str) -> Func:
    """A column without accents, capitals nor punctuation."""
    return Func(F(name), function="f_search_key", output_field=TextField())


def _matching(rows: "QuerySet[Any]", words: str, *columns: Any) -> "QuerySet[Any]":
    """Every word somewhere in the columns; ``likeness`` compares the whole with the first one."""
    names = {f"key_{rank}": column for rank, column in enumerate(columns)}
    rows = rows.alias(**names)
    for word in words.split():
        key = Func(Value(word), function="f_search_key", output_field=TextField())
        somewhere = Q()
        for name in names:
            somewhere |= Q(**{f"{name}__contains": key})
            somewhere |= Q(**{f"{name}__trigram_word_similar": key})
        rows = rows.filter(somewhere)
    whole = Func(Value(words), function="f_search_key", output_field=TextField())
    return rows.annotate(likeness=TrigramWordSimilarity(whole, "key_0"))


def _group(
    name: str, rows: "QuerySet[Any]", hit: Callable[[Any], Hit], more: More | None = None
) -> Group:
    found = list(rows[: SHOWN + 1])
    hits = [hit(row) for row in found[:SHOWN]]
    return Group(name, hits, more if len(found) > SHOWN else None)
