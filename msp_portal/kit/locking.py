"""Optimistic locking: a stale save never overwrites (extended below as the mechanism grows)."""

from django.db import models


class VersionedModel(models.Model):
    """Base of what two people may edit; ``version`` grows by one at each save."""

    version = models.PositiveIntegerField("version", default=1, editable=False)

    class Meta:
        abstract = True
