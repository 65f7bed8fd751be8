"""A published sheet, read by anybody: the frozen version, never the words being written."""

from dataclasses import dataclass

from django.http import Http404

from capitalisation.models import ExperienceSheet, LibraryEntry


class WithdrawnError(Exception):
    """The sheet was in the library, and its team took it back."""


@dataclass(frozen=True)
class Published:
    """One row of the library with its frozen version."""

    entry: LibraryEntry
    sheet: ExperienceSheet


def published_by_slug(slug: str) -> Published:
    """The sheet at this address. One query; Http404 when unknown, WithdrawnError when taken back."""
    entry = (
        LibraryEntry.objects.select_related(
            "snapshot__document", "sheet__project", "sheet__team__federation"
        )
        .filter(slug=slug)
        .first()
    )
    if entry is not None:
        return Published(entry, entry.sheet)
    gone = ExperienceSheet.unscoped.filter(  # unscoped: that it existed was public
        slug=slug, state=ExperienceSheet.State.WITHDRAWN
    )
    if gone.exists():
        raise WithdrawnError(slug)
    raise Http404
