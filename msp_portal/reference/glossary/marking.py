"""Marks the first time a word of the glossary appears in a piece of our HTML.

Pure: text in, text out. Only what is between tags is looked at, never a tag nor what must stay as
it is: a link, a button, a heading, a label, a field. A ``<p>`` is left alone too: the explanation
is a ``<details>``, which a paragraph cannot hold (HTML standard, 4.11.1); a ``<div>`` can.
"""

import re
from collections.abc import Callable, MutableSet
from functools import lru_cache

from msp_portal.reference.glossary.terms import Term, all_terms

_TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_NAME = re.compile(r"</?\s*([a-zA-Z][a-zA-Z0-9-]*)")
UNTOUCHED = frozenset(
    [
        "a",
        "button",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "summary",
        "label",
        "legend",
        "p",
        "title",
        "script",
        "style",
        "textarea",
        "select",
        "option",
        "svg",
        "math",
        "code",
        "pre",
        "kbd",
        "details",
        "template",
        "iframe",
        "noscript",
        "object",
    ]
)
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)


def mark_terms(
    html: str, seen: MutableSet[str], render: Callable[[Term, str], str], *, most: int = 3
) -> str:
    """``html`` with its first words of the glossary given to ``render(term, as written)``.

    ``html`` is safe HTML already; ``seen`` holds the codes explained on this page so far and is
    added to; at most ``most`` words are explained in this piece, so that a text stays a text.
    """
    pieces = _TAG.split(html)
    inside: list[str] = []
    left = most
    for rank, piece in enumerate(pieces):
        if rank % 2:
            _follow(piece, inside)
        elif left and piece.strip() and not UNTOUCHED & set(inside):
            pieces[rank], marked = _mark(piece, seen, render, left)
            left -= marked
    return "".join(pieces)


def _follow(tag: str, inside: list[str]) -> None:
    """Which elements are open after this tag."""
    named = _NAME.match(tag)
    if named is None:
        return
    name = named[1].lower()
    if tag.startswith("</"):
        if name in inside:
            while inside.pop() != name:
                continue
    elif name not in VOID and not tag.endswith("/>"):
        inside.append(name)


def _mark(
    text: str, seen: MutableSet[str], render: Callable[[Term, str], str], left: int
) -> tuple[str, int]:
    """The text between two tags, with ``left`` marks at most, and how many were made."""
    pattern, owners = _pattern()
    out: list[str] = []
    end, marked = 0, 0
    for found in pattern.finditer(text):
        term = owners[_key(found[0])]
        # A form all in capitals is an acronym: « aci » in a word typed by hand is not it.
        if marked == left or term.code in seen or not _as_written(term, found[0]):
            continue
        seen.add(term.code)
        out += [text[end : found.start()], render(term, found[0])]
        end, marked = found.end(), marked + 1
    return "".join([*out, text[end:]]), marked


def _as_written(term: Term, written: str) -> bool:
    form = next(form for form in term.forms if _key(form) == _key(written))
    is_acronym = sum(sign.isupper() for sign in form) >= 2
    return not is_acronym or _spaced(written) == _spaced(form)


@lru_cache(maxsize=1)
def _pattern() -> tuple[re.Pattern[str], dict[str, Term]]:
    owners = {_key(form): term for term in all_terms() for form in term.forms}
    forms = sorted(owners, key=len, reverse=True)
    # A space of a form may be a no-break one; an apostrophe may be curled or escaped.
    alternatives = "|".join(
        re.escape(form).replace(r"\ ", "[ \u00a0]").replace("'", "(?:['’]|&#x27;|&#39;)")
        for form in forms
    )
    return re.compile(rf"(?<![\w&#-])(?:{alternatives})(?![\w-])", re.IGNORECASE), owners


def _key(written: str) -> str:
    return _spaced(written).lower()


def _spaced(written: str) -> str:
    plain = written.replace("\u00a0", " ").replace("’", "'")
    return plain.replace("&#x27;", "'").replace("&#39;", "'")
