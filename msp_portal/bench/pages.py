"""The pages that are measured, by the name of their address."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from msp_portal.bench.readers import Readers


@dataclass(frozen=True, slots=True)
class Page:
    """One page as one reader asks for it. ``about``: the attribute of ``Readers`` for its key."""

    key: str
    url_name: str
    reader: str = ""
    about: str = ""
    query: str = ""

    def address(self, readers: Readers) -> str | None:
        """The path to ask for, or None while no room answers to this name."""
        kwargs = {"pk": getattr(readers, self.about)} if self.about else {}
        try:
            path = reverse(self.url_name, kwargs=kwargs, urlconf="msp_portal.urls")
        except NoReverseMatch:
            return None
        return f"{path}?{self.query}" if self.query else path


LIST = Page("liste", "projects:list", "everything")
LIST_COORDINATOR = Page("liste d’une coordinatrice", "projects:list", "coordinator")
LIST_TEN = Page("liste de 10", "projects:list", "ten")
LIST_FIFTY = Page("liste de 50", "projects:list", "fifty")
LIST_THOUSAND = Page("liste de 1 000", "projects:list", "thousand")
PROJECT = Page("projet", "projects:detail", "coordinator", "heavy_project")
TODAY = Page("aujourd’hui", "today", "coordinator")
REGION = Page("région", "region:overview", "officer")
# What people type: a word, a theme with a slip, two words, a phrase that nothing holds whole.
SEARCHES = tuple(
    Page(f"bibliothèque « {words} »", "capitalisation:library", "", "", f"q={words}")
    for words in ("tabac", "diabette", "dépistage+cancer", "atelier+cuisine+collège", "chute")
)
PAGES = (
    LIST, LIST_COORDINATOR, LIST_TEN, LIST_FIFTY, LIST_THOUSAND, PROJECT, TODAY, REGION, *SEARCHES,
)  # fmt: skip
