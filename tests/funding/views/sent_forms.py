"""What a browser would send back of a page's form, untouched."""

from html.parser import HTMLParser
from typing import Any

Attributes = list[tuple[str, str | None]]


def sent_fields(html: str) -> dict[str, Any]:
    """Names and values, boxes as lists; what is not ticked is not sent."""
    reader = _Reader()
    reader.feed(html)
    return reader.sent


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, Any] = {}
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        told = {name: value or "" for name, value in attrs}
        name = told.get("name", "")
        if tag == "textarea":
            self.area, self.sent[name] = name, ""
        elif tag == "select":
            self.select, self.sent[name] = name, ""
        elif tag == "option" and self.select and "selected" in dict(attrs):
            self.sent[self.select] = told.get("value", "")
        elif tag == "input" and name:
            self._input(name, told, ticked="checked" in dict(attrs))

    def _input(self, name: str, told: dict[str, str], *, ticked: bool) -> None:
        kind, value = told.get("type"), told.get("value", "")
        if kind == "checkbox" and ticked:
            self.sent.setdefault(name, []).append(value)
        elif kind not in {"checkbox", "search"} and (kind != "radio" or ticked):
            self.sent[name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.sent[self.area] = self.sent[self.area].removeprefix("\r\n").removeprefix("\n")
            self.area = ""
        elif tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[self.area] += data
