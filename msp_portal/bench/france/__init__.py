"""A made-up France of any size: the same seed and size always give the same rows."""

from msp_portal.bench.france.generate import Generated, NotEmptyError, generate
from msp_portal.bench.france.sizes import Sizes

__all__ = ["Generated", "NotEmptyError", "Sizes", "generate"]
