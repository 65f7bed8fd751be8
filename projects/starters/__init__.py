"""Starters (modèles de projet): what the trade already knows, ready to be adapted by a team.

One YAML file a starter in ``data/``, in French, that a federation officer reads and corrects; pure
typed values on top, checked when they are read. No database here: opening a project from a starter
is ``projects.services.starters``.

Public names: :func:`all_starters`, :func:`starter_of`, :func:`read_starter`, :class:`Starter`,
:class:`StarterProblems`.
"""

from projects.starters.loading import all_starters, read_starter, starter_of
from projects.starters.reading import StarterProblems
from projects.starters.shape import Starter

__all__ = ["Starter", "StarterProblems", "all_starters", "read_starter", "starter_of"]
