"""Pages of a list whose length is known already."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet


class CountedPaginator(Paginator):  # type: ignore[type-arg]
    """A paginator told how many rows there are, when the page has counted them for something else:
    counting the rows of 30,000 projects twice is half of the time of a list."""

    def __init__(
        self, object_list: "QuerySet[Any] | Sequence[Any]", per_page: int, total: int
    ) -> None:
        super().__init__(object_list, per_page)
        self._total = total

    @cached_property
    def count(self) -> int:
        """The number the caller gave."""
        return self._total
