"""Asks that are answered on the line itself, without opening a page: declared by the rooms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from coordination.models import Ask, Person
from msp_portal.kit.today import Act


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """How an ask about one model is answered in one gesture.

    ``words(ask)`` says what is asked; ``perform(actor, ask, act, value, now)`` writes the answer
    and returns what to say. It may raise ``ValidationError``.
    """

    words: Callable[[Ask], str]
    acts: tuple[Act, ...]
    perform: Callable[[Person, Ask, str, str, datetime], str]


_inline: dict[str, InlineAnswer] = {}


def register_inline_answer(about: str, answer: InlineAnswer) -> None:
    """Declare it for asks about ``about`` (« projects.task »)."""
    if _inline.setdefault(about, answer) is not answer:
        raise ValueError(f"Les réponses à {about} sont déjà déclarées.")


def inline_answer(ask: Ask) -> InlineAnswer | None:
    """How this ask is answered on its line, or None when it has a page of its own."""
    model = ask.about_type.model_class()
    return _inline.get(model._meta.label_lower) if model else None
