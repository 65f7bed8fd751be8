"""``{% link_token %}``: what a form on the page of a link repeats, in place of the CSRF token."""

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def link_token(context: Context) -> SafeString:
    """The hidden field of the signed token of this page."""
    return format_html(
        '<input type="hidden" name="link_token" value="{}">', context["request"].link_token
    )
