"""Links given by the federation: the list, giving one, closing one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from coordination.queries.scopes import standing_for
from msp_portal.kit import clock
from msp_portal.region.forms.data_links import DataLinkForm
from msp_portal.region.permissions import may_give_link_to, may_give_links
from msp_portal.region.queries.data_links import link_state, links_given, receivers
from msp_portal.region.services.data_links import close_link, give_link
from msp_portal.region.views.common import frame, me, reader_for

PER_PAGE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest) -> HttpResponse:
    """What was given, opened when, and the form to give another."""
    reader = reader_for(request)
    standing = standing_for(request)
    may_give_links(standing).or_deny()
    organisations = receivers({federation.region_id for federation in standing.federations})
    form = DataLinkForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        organisation = form.cleaned_data["organisation"]
        may_give_link_to(standing, organisation).or_deny()
        try:
            give_link(actor=me(request), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"Le lien part vers {form.cleaned_data['address']}.")
            return redirect("region:links")
    now = clock.now()
    page = Paginator(links_given(organisations), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **frame(request, reader),
        "form": form,
        "page": page,
        "links": [(link, link_state(link, now)) for link in page.object_list],
    }
    return render(request, "region/links.html", context)


@login_required
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close one link, at once."""
    standing = standing_for(request)
    if not may_give_links(standing):
        raise Http404
    organisations = receivers({federation.region_id for federation in standing.federations})
    link = get_object_or_404(links_given(organisations), pk=pk)
    close_link(actor=me(request), link=link)
    messages.success(request, f"Le lien « {link.label} » est fermé : il n’ouvre plus rien.")
    return redirect("region:links")
