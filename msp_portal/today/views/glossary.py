"""The glossary: a page anyone may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from msp_portal.reference.glossary import found_terms, term_of_code, terms_by_letter

MOST_WORDS = 100


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every word under its letter, or those that hold what is typed."""
    words = request.GET.get("q", "").strip()[:MOST_WORDS]
    found = found_terms(words)
    lines = [
        (letter, [(term, [near for code in term.related if (near := term_of_code(code))])
                  for term in terms])
        for letter, terms in terms_by_letter(found).items()
    ]  # fmt: skip
    context = {"words": words, "letters": lines, "found": len(found)}
    return render(request, "today/glossary.html", context)
