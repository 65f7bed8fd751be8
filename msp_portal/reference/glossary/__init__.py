"""The glossary: words of the trade in plain French, found in texts, shown where they appear.

Data: the YAML files of this directory. Pure: no database, no request.
"""

from msp_portal.reference.glossary.marking import mark_terms
from msp_portal.reference.glossary.terms import (
    Term,
    all_terms,
    found_terms,
    read_terms,
    term_of_code,
    terms_by_letter,
)

__all__ = [
    "Term",
    "all_terms",
    "found_terms",
    "mark_terms",
    "read_terms",
    "term_of_code",
    "terms_by_letter",
]
