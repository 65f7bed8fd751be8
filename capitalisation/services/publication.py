"""Publishing a sheet: the team's explicit act, after the federation's yes.

What is published is frozen, words, figures and PDF. Corrections made afterwards show « rectifiée
depuis » and are read by nobody until the team publishes again, which is a new act.
"""

import json
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from capitalisation.models import ExperienceSheet
from capitalisation.queries.content import SNAPSHOT_KIND, corrected_parts, sheet_content
from capitalisation.services.library_index import index_sheet, unlist_sheet
from capitalisation.services.news import PUBLISHED, WITHDRAWN, tell_federation, tell_witnesses
from capitalisation.services.review import locked_sheet, move, require
from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.documents import request_document
from msp_portal.kit.snapshots import canonical, freeze

State = ExperienceSheet.State
DOCUMENT_KIND = "experience_sheet"
NOTHING_NEW = "La fiche publiée dit déjà la même chose."


@transaction.atomic
def publish_sheet(
    *, actor: Person, sheet: ExperienceSheet, now: datetime | None = None
) -> ExperienceSheet:
    """Freeze the validated sheet and put it in the library; or, once out, its corrected version.

    Raises ``ValidationError`` before the federation's yes, after a withdrawal, and for a second
    publication that would change nothing.
    """
    moment = now or clock.now()
    locked = locked_sheet(sheet)
    require(locked, State.VALIDATED, State.PUBLISHED)
    again = locked.state == State.PUBLISHED
    if again and locked.snapshot and not corrected_parts(locked, locked.snapshot):
        raise ValidationError(NOTHING_NEW)
    locked.slug = locked.slug or free_slug(locked)
    content = frozen_content(locked, moment, again=again)
    locked.prepared_content = content  # type: ignore[attr-defined]  # what the PDF prints
    document = request_document(actor=actor, kind=DOCUMENT_KIND, about=locked, now=moment)
    snapshot = freeze(
        actor=actor,
        kind=SNAPSHOT_KIND,
        about=locked,
        data=content,
        document=document,
        now=moment,
    )
    move(
        actor,
        locked,
        "sheet.republished" if again else "sheet.published",
        moment,
        state=State.PUBLISHED,
        snapshot=snapshot,
        slug=locked.slug,
        published_at=moment,
        withdrawn_at=None,
    )
    index_sheet(locked)
    tell_federation(PUBLISHED, actor=actor, sheet=locked, now=moment)
    if not again:
        tell_witnesses(actor=actor, sheet=locked, now=moment)
    return locked


@transaction.atomic
def withdraw_sheet(
    *, actor: Person, sheet: ExperienceSheet, now: datetime | None = None
) -> ExperienceSheet:
    """Take it out of the library at once. What was taken over stays with who took it."""
    moment = now or clock.now()
    locked = locked_sheet(sheet)
    require(locked, State.PUBLISHED)
    unlist_sheet(locked)
    move(actor, locked, "sheet.withdrawn", moment, state=State.WITHDRAWN, withdrawn_at=moment)
    tell_federation(WITHDRAWN, actor=actor, sheet=locked, now=moment)
    return locked


def frozen_content(sheet: ExperienceSheet, now: datetime, *, again: bool) -> dict[str, Any]:
    """What is frozen: plain data, with the day and until when figures were counted.

    ``again``: the words were corrected after the federation's reading, and the page says so.
    """
    day = timezone.localtime(now).date()
    content = {
        **sheet_content(sheet, until=day),
        "published_on": day.isoformat(),
        "figures_until": day.isoformat(),
        "slug": sheet.slug,
        "corrected_after_review": again,
    }
    plain: dict[str, Any] = json.loads(canonical(content))
    return plain


def free_slug(sheet: ExperienceSheet) -> str:
    """An address in words that no other sheet has had."""
    base = slugify(sheet.title)[:100].strip("-") or "fiche"
    taken = set(
        ExperienceSheet.unscoped.filter(slug__startswith=base)  # unscoped: addresses are public
        .exclude(pk=sheet.pk)
        .values_list("slug", flat=True)
    )
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
