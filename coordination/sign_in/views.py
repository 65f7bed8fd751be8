"""Where the portal departs from allauth's own pages."""

from allauth.account.views import EmailView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator

from coordination.services.accounts import keep_one_address
from coordination.views.common import me


@method_decorator(login_required, name="dispatch")
class AddressView(EmailView):
    """« Mon adresse »: reading it writes nothing (DECISIONS 9).

    allauth would note there the address of a person changed by her coordination; signing in notes
    it (``keep_one_address``).
    """

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """A change goes through allauth's own way, with its limits, from the present address:
        allauth would take one it does not know yet for a change to give up, and empty it."""
        if request.method == "POST":
            keep_one_address(person=me(request))
            return super().dispatch(request, *args, **kwargs)
        self._did_send_verification_email = False
        return super(EmailView, self).dispatch(request, *args, **kwargs)
