"""Optimistic locking: two people may edit the same thing, neither overwrites the other.

A page carries the version it was made from; a save names it. When somebody saved in between,
nothing is written, both versions are shown side by side and what was typed is kept
(``templates/components/stale_save.html``, prepared by ``msp_portal.kit.locking.forms``). Autosave
goes the same way.
"""

from msp_portal.kit.locking.lists import save_with_lists
from msp_portal.kit.locking.models import StaleSave, VersionedModel, save_if_current

__all__ = ["StaleSave", "VersionedModel", "save_if_current", "save_with_lists"]
