"""Reading a page as a browser does: its forms, their fields and what they hold."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

NOT_SENT = {"submit", "button", "reset", "image"}


@dataclass
class Field:
    """One thing a form sends; ``choices`` are the values a person may pick among."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One ``<form>`` of a page."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    def named(self, name: str) -> Field | None:
        return next((each for each in self.fields if each.name == name), None)

    def sent(self) -> dict[str, Any]:
        """What a browser would send, untouched: the initial values, files apart."""
        values: dict[str, Any] = {}
        for each in self.fields:
            if each.kind not in NOT_SENT | {"file"}:
                values.setdefault(each.name, []).append(each.value)
        return {name: found if len(found) > 1 else found[0] for name, found in values.items()}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._area: Field | None = None
        self._open: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(said.get("action", ""), said.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            getattr(self, f"_{tag}", lambda _: None)(said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.value += data

    def _input(self, said: dict[str, str]) -> None:
        name, kind = said.get("name", ""), said.get("type", "text")
        if not name:
            return
        if kind in {"radio", "checkbox"}:
            found = self._form.named(name)  # type: ignore[union-attr]
            if found is None:
                found = self._add(Field(name, kind))
            found.choices.append(said.get("value", "on"))
            if "checked" in said:
                found.value = said.get("value", "on")
            return
        self._add(Field(name, kind, said.get("value", "")))

    def _button(self, said: dict[str, str]) -> None:
        if said.get("name"):
            self._add(Field(said["name"], "submit", said.get("value", "")))

    def _textarea(self, said: dict[str, str]) -> None:
        self._area = self._add(Field(said.get("name", ""), "textarea"))

    def _select(self, said: dict[str, str]) -> None:
        self._open = self._add(Field(said.get("name", ""), "select"))

    def _option(self, said: dict[str, str]) -> None:
        select = self._open
        if select is not None:
            select.choices.append(said.get("value", ""))
            if "selected" in said or len(select.choices) == 1:
                select.value = said.get("value", "")

    def _add(self, made: Field) -> Field:
        self._form.fields.append(made)  # type: ignore[union-attr]
        return made


def forms_of(html: str) -> list[Form]:
    """The forms of a page, in their order."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def posts_to(html: str, path: str) -> Iterator[Form]:
    """The forms of a page that send to this address (an empty action sends to its own)."""
    for form in forms_of(html):
        if form.method == "post" and form.action.partition("?")[0] in {"", path}:
            yield form
