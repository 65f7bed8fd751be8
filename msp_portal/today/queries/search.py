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

from capitalisation.queries.library import Results, search_library
from coordination.models import Organisation, Team
from coordination.queries.scopes import Standing
from funding.models import Call
from funding.queries.call_deadlines import is_open, with_deadlines
from msp_portal.kit.french import day_month
from msp_portal.kit.scoping import Scope
from msp_portal.reference.letters import words_alone
from projects.models import Project

SHOWN = 6
ALIKE = 0.6  # the threshold of the database's own operator, which has an index
LOOSELY_ALIKE = 0.4  # « ecrens » and « écrans »; read only when nothing else was found
LETTERS_TO_COMPARE = 4
TEAMS, HELPERS = "Équipes", "Qui peut aider"
PEOPLE = (TEAMS, HELPERS)
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


@dataclass(frozen=True)
class Found:
    """Everything found; ``read_as`` when the words were mended."""

    groups: list[Group]
    read_as: str = ""


def clean_words(typed: str) -> str:
    """The words searched, at most a line of them; signs alone are no word."""
    shortened = " ".join(typed.split())[:LONGEST]
    return " ".join(word for word in shortened.split() if words_alone(word))


def search(standing: Standing, words: str, now: datetime) -> Found:
    """Her own projects first. Words that find nothing are read as the library mends them, then in
    the words of the trade (« clope » is « tabac »), then loosely: a letter or two may differ."""
    if len(words.replace(" ", "")) < FEWEST_LETTERS:
        return Found([])
    results = search_library(words)
    mended = _mended(words, results.corrected)
    groups: list[Group] = []
    read_as = mended
    for read_as in dict.fromkeys((words, mended, results.reading.plainly or words)):
        groups = [group for group in _rooms(standing, read_as, ALIKE, now) if group.hits]
        if groups:
            break
    else:
        read_as = mended
        groups = [group for group in _rooms(standing, words, LOOSELY_ALIKE, now) if group.hits]
    sheets = _sheets(results, words)
    if sheets.hits:
        # Between what is open to answer and who can help.
        place = next((n for n, group in enumerate(groups) if group.name in PEOPLE), len(groups))
        groups.insert(place, sheets)
    return Found(groups, read_as if groups and read_as != words else "")


def _mended(words: str, corrected: tuple[tuple[str, str], ...]) -> str:
    better = dict(corrected)
    return " ".join(better.get(word.lower(), word) for word in words.split())


def _rooms(standing: Standing, words: str, likeness: float, now: datetime) -> list[Group]:
    return [
        _projects(standing.scope, words, likeness),
        _calls(standing.scope, words, likeness, now),
        _teams(standing, words, likeness),
        _organisations(words, likeness),
    ]


# ---- The five kinds ---------------------------------------------------------------------------


def _projects(scope: Scope, words: str, likeness: float) -> Group:
    found = _matching(Project.objects.for_scope(scope), words, likeness, F("title_key"))
    rows = found.select_related("main_theme").order_by("-likeness", "-last_activity_at", "-pk")

    def hit(project: Project) -> Hit:
        theme = project.main_theme.label if project.main_theme else ""
        note = f"{project.get_stage_display()} · {theme}" if theme else project.get_stage_display()
        url = reverse("projects:detail", args=[project.pk])
        return Hit(project.title, url, note, project.illustration)

    return _group("Projets", rows, hit, More("projects:list", "Tous les projets trouvés", words))


def _calls(scope: Scope, words: str, likeness: float, now: datetime) -> Group:
    calls = with_deadlines(Call.objects.for_scope(scope), now).select_related("funder")
    found = _matching(calls, words, likeness, _key("title"), _key("funder__name"))
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


def _sheets(results: Results, words: str) -> Group:
    """As the library finds them: synonyms, plurals, slips of the keyboard."""
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


def _teams(standing: Standing, words: str, likeness: float) -> Group:
    """Her own teams, and those of her federation."""
    mine = Q(pk__in=standing.scope.team_ids) | Q(
        federation__in=[o.pk for o in standing.federations]
    )
    teams = Team.objects.filter(mine).select_related("department")
    rows = _matching(teams, words, likeness, _key("name")).order_by("-likeness", "name", "pk")

    def hit(team: Team) -> Hit:
        url = reverse("coordination:team", args=[team.pk])
        return Hit(team.name, url, f"{team.kind} · {team.department.name}", team.illustration)

    return _group(TEAMS, rows, hit)


def _organisations(words: str, likeness: float) -> Group:
    found = Organisation.objects.select_related("region")
    columns = (_key("name"), _key("role"), _key("helps_with"))
    rows = _matching(found, words, likeness, *columns).order_by("-likeness", "name", "pk")

    def hit(organisation: Organisation) -> Hit:
        place = f" · {organisation.region.name}" if organisation.region else ""
        url = reverse("coordination:organisation", args=[organisation.pk])
        note = f"{organisation.get_kind_display()}{place}"
        return Hit(organisation.name, url, note, organisation.illustration)

    more = More("coordination:organisations", "Toutes les organisations trouvées", words)
    return _group(HELPERS, rows, hit, more)


# ---- Common -----------------------------------------------------------------------------------


def _key(name: str) -> Func:
    """A column without accents, capitals nor punctuation."""
    return Func(F(name), function="f_search_key", output_field=TextField())


def _matching(rows: "QuerySet[Any]", words: str, likeness: float, *columns: Any) -> "QuerySet[Any]":
    """Every word somewhere in the columns, or one alike; ``likeness`` compares the whole with the
    first column, to sort by it."""
    names = {f"key_{rank}": column for rank, column in enumerate(columns)}
    rows = rows.alias(**names)
    for number, word in enumerate(words.split()):
        key = _searched(word)
        somewhere = Q()
        for name in names:
            somewhere |= Q(**{f"{name}__contains": key})
            if likeness == ALIKE:
                somewhere |= Q(**{f"{name}__trigram_word_similar": key})
        if likeness != ALIKE and len(word) >= LETTERS_TO_COMPARE:
            alike = f"alike_{number}"
            rows = rows.alias(**{alike: TrigramWordSimilarity(key, "key_0")})
            somewhere |= Q(**{f"{alike}__gte": likeness})
        rows = rows.filter(somewhere)
    found: QuerySet[Any] = rows.annotate(likeness=TrigramWordSimilarity(_searched(words), "key_0"))
    return found


def _searched(words: str) -> Any:
    """The words as the columns are written; the database computes both the same way."""
    return Func(Value(words), function="f_search_key", output_field=TextField())


def _group(
    name: str, rows: "QuerySet[Any]", hit: Callable[[Any], Hit], more: More | None = None
) -> Group:
    found = list(rows[: SHOWN + 1])
    hits = [hit(row) for row in found[:SHOWN]]
    return Group(name, hits, more if len(found) > SHOWN else None)
