"""``{% load portal %}``: what the frame of a page needs to know: its name, its menus, its ways."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.urls import NoReverseMatch, reverse

register = template.Library()

MAIN_MENU = (
    ("Aujourd’hui", "today"),
    ("Projets", "projects:list"),
    ("Appels", "funding:calls"),
    ("Bibliothèque", "capitalisation:library"),
)
REGION_ENTRY = ("Région", "region:overview")
# Pages that belong to an entry of the menu without being under its address.
BELONGING = {
    "projects:list": ("/programmes/", "/fiches/", "/comptes-rendus/"),
    "funding:calls": ("/dossiers/",),
}
ACCOUNT_MENU = (
    ("Mes équipes", "coordination:teams"),
    ("Mes courriels", "coordination:my_mails"),
    ("Mon compte", "coordination:account"),
    ("Mot de passe", "account_change_password"),
    ("Double vérification", "mfa_index"),
)
ADMINISTRATION = ("Listes de référence", "admin:index")
FOOTER_MENU = (
    ("Aide", "help"),
    ("Accessibilité\u00a0: déclaration", "accessibility"),
    ("Données personnelles", "privacy"),
    ("Interface de données", "api:docs"),
)


@register.simple_tag
def nav_url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page, or nothing: the frame drops what does not exist here."""
    try:
        return reverse(name, args=args or None, kwargs=kwargs or None)
    except NoReverseMatch:
        return ""


def _entries(names: tuple[tuple[str, str], ...], path: str) -> list[dict[str, Any]]:
    """Menu lines whose address exists; ``current`` marks where the reader is."""
    lines = []
    for label, name in names:
        url = nav_url(name)
        if url:
            inside = url != "/" and path.startswith((url, *BELONGING.get(name, ())))
            lines.append({"label": label, "url": url, "current": path == url or inside})
    return lines


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[dict[str, Any]]:
    """The four entries, and Région when the context or the request says ``show_region``."""
    request = context.get("request")
    region = context.get("show_region") or getattr(request, "show_region", False)
    names = (*MAIN_MENU, REGION_ENTRY) if region else MAIN_MENU
    return _entries(names, getattr(request, "path", ""))


@register.simple_tag(takes_context=True)
def account_menu(context: Context) -> list[dict[str, Any]]:
    """What a person may set for herself; the reference lists for an administrator."""
    request = context.get("request")
    staff = getattr(getattr(request, "user", None), "is_staff", False)
    names = (*ACCOUNT_MENU, ADMINISTRATION) if staff else ACCOUNT_MENU
    return _entries(names, getattr(request, "path", ""))


@register.simple_tag
def footer_menu(*, by_link: bool = False) -> list[dict[str, Any]]:
    """Help, accessibility, personal data; for programs too, unless one came by a link."""
    return _entries(FOOTER_MENU[:3] if by_link else FOOTER_MENU, "")


@register.simple_tag
def portal_name() -> str:
    """Name of the portal, set by the federation."""
    return str(settings.PORTAL_NAME)


@register.simple_tag
def federation_name() -> str:
    """Name of the federation that runs this portal; empty when not set."""
    return str(getattr(settings, "PORTAL_FEDERATION", ""))


@register.simple_tag
def federation_logo() -> str:
    """Path of the federation's logo among static files; empty when not set."""
    return str(getattr(settings, "PORTAL_LOGO", ""))


@register.simple_tag
def brand_colour() -> str:
    """The federation's own colour, « #rrggbb »; empty keeps the portal's."""
    return str(getattr(settings, "PORTAL_COLOUR", ""))


@register.filter
def initials(name: str) -> str:
    """« LM » for « Léa Martin »."""
    words = [word for word in str(name).replace("-", " ").split() if word[0].isalnum()]
    return "".join(
        word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)
    ).upper()
