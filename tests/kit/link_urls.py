"""The portal's addresses, with the page of a link made for tests."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from coordination.models import Person
from msp_portal.kit.links.services import mark_used
from msp_portal.kit.models import ActionLink
from msp_portal.kit.views.links import link_view
from tests.kit.support import ANSWER

PAGE = """{% load links %}<form method="post">{% link_token %}
<button name="answer" value="oui">Oui</button></form>"""


@link_view(ANSWER)
def answer(request: HttpRequest, link: ActionLink, person: Person | None) -> HttpResponse:
    """Shows the question; keeps the answer in the first name of the person."""
    if request.method == "POST":
        assert person is not None
        Person.objects.filter(pk=person.pk).update(function=request.POST["answer"])
        mark_used(link)
        return HttpResponse("Merci")
    if "write" in request.GET:  # a view that forgot the rule
        Person.objects.update(function="written by a GET")
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))


urlpatterns = [
    path("essai/<str:token>/", answer, name="test_answer"),
    path("", include("msp_portal.urls")),
]
