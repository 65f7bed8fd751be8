"""Reads a call pasted from a page, a mail or a PDF: every value with its sentence.

Pure functions over plain data; the words they know are in ``data/*.yml``, in French, for people to
correct. Nothing here knows the database or the screen.
"""

from funding.call_reader.model import (
    DateKind,
    OtherDate,
    Problem,
    Question,
    ReadCall,
    Reading,
    Value,
)
from funding.call_reader.places import Places
from funding.call_reader.reader import read_call

__all__ = [
    "DateKind",
    "OtherDate",
    "Places",
    "Problem",
    "Question",
    "ReadCall",
    "Reading",
    "Value",
    "read_call",
]
