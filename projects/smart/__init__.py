"""The reading of an objective: specific, measurable, attainable, relevant, dated.

Pure functions over typed values: no database, no clock, no HTTP; the words they look for are read
once from ``data``. A helper, never a gate: every remark comes with its reason and a way out, and an
objective is saved whatever is said of it.

Public names: :func:`read_objective`, :class:`Known`, :class:`KnownIndicator`, :class:`Kind`,
:class:`Reading`, :class:`Remark`, :class:`Letter`, :class:`Verdict`, :class:`Level`.
"""

from projects.smart.known import Known, KnownIndicator, Level
from projects.smart.reading import read_objective
from projects.smart.remarks import Kind, Letter, Reading, Remark, Verdict

__all__ = [
    "Kind",
    "Known",
    "KnownIndicator",
    "Letter",
    "Level",
    "Reading",
    "Remark",
    "Verdict",
    "read_objective",
]
