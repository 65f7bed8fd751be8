"""Filters of a list, with how many rows each value would show."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with how many rows it would show."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its values, in the order in which they are offered."""

    name: str
    label: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> Choice | None:
        """The value in force."""
        return next((choice for choice in self.choices if choice.chosen), None)
