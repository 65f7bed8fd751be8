"""« Coller l’appel »: the text or the PDF, then what was understood, to correct before it is kept."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from coordination.queries.scopes import Standing
from funding.call_reader import DateKind, ReadCall, Reading
from funding.forms.calls import END_OF_DAY, ShortCallForm
from funding.models import Call, CallDate
from funding.queries.answering import Offer
from msp_portal.kit.files import UploadRefused, pdf_text
from msp_portal.kit.forms.safe_text import SafeTextFormMixin
from msp_portal.kit.french import NBSP, hour, long_date, number
from msp_portal.kit.sensitive import Strength, find_identities
from msp_portal.reference.models import CallKind, Department, FilingPlatform, Theme
from projects.forms.project_fields import DayInput

LONGEST_PIECE, LONGEST_QUESTION, MOST_LINES = 200, 300, 60
_OTHER_WORDS = {
    DateKind.SIGNATURE: "Signature de la convention",
    DateKind.START: "Début des actions",
    DateKind.FINISH: "Fin des actions",
    DateKind.REPORT: "Compte rendu à rendre",
}
NO_DAY = (
    "Donnez la date limite. Si elle n’est pas encore connue, cochez la case ; si l’appel n’en a pas, "
    "choisissez « Au fil de l’eau » comme mode de dépôt."
)
IDENTITY = (
    "Ce texte semble contenir le numéro ou l’identité d’un patient. Retirez ce passage : le portail "
    "ne garde aucune donnée de patient."
)


def _no_patient(text: str) -> None:
    """Names of contacts are usual in a call; a patient's identity never is."""
    if any(found.strength is not Strength.MILD for found in find_identities(text[:60_000])):
        raise ValidationError(IDENTITY, "patient_identity")


class PasteForm(forms.Form):
    """Step one: a text, or a PDF. ``text_read`` is what must be read."""

    text = forms.CharField(
        label="Le texte de l’appel",
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "autocomplete": "off"}),
        help_text="Page, courriel ou PDF : sélectionnez tout, copiez, collez ici.",
    )
    file = forms.FileField(
        label="Ou son PDF",
        required=False,
        help_text="15 Mo au plus. Il est lu, il n’est pas gardé.",
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two; the file counts when both are given."""
        cleaned: dict[str, Any] = super().clean() or {}
        text, file = cleaned.get("text") or "", cleaned.get("file")
        if file:
            try:
                text = pdf_text(file)
            except UploadRefused as refused:
                self.add_error("file", str(refused))
                return cleaned
        if not text.strip() and "file" not in self.errors:
            self.add_error("text", "Collez le texte de l’appel, ou choisissez son PDF.")
        try:
            _no_patient(text)
        except ValidationError as error:
            self.add_error("file" if file else "text", error)
        self.text_read = text
        return cleaned


class PastedCallForm(SafeTextFormMixin, ShortCallForm):
    """Step two: every field of the call, filled with what was read, and its alternatives."""

    safe_text_exempt = ("contact", "title", "other_funder", "source_text", "seen")

    filing = forms.ChoiceField(label="Mode de dépôt", choices=Call.Filing.choices)
    recurs_yearly = forms.BooleanField(
        label="Date pas encore connue : garder l’appel parmi les attendus", required=False
    )
    opens_on = forms.DateField(label="Ouvre le", widget=DayInput(), required=False)
    amount_min = forms.IntegerField(
        label="Montant plancher, en euros", min_value=0, max_value=2_000_000_000, required=False
    )
    amount_max = forms.IntegerField(
        label="Montant plafond, en euros", min_value=0, max_value=2_000_000_000, required=False
    )
    rate_max = forms.IntegerField(
        label="Taux maximal, en %", min_value=1, max_value=100, required=False
    )
    eligible_text = forms.CharField(
        label="Qui peut répondre", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    not_fundable = forms.CharField(
        label="Ce qui n’est pas finançable",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    themes = forms.ModelMultipleChoiceField(
        label="Thèmes", queryset=Theme.objects.filter(active=True), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    departments = forms.ModelMultipleChoiceField(
        label="Départements", queryset=Department.objects.order_by("code"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    platform = forms.ModelChoiceField(
        label="Où déposer", queryset=FilingPlatform.objects.filter(active=True), required=False
    )
    contact = forms.CharField(label="Contact", max_length=200, required=False)
    pieces_text = forms.CharField(
        label="Pièces demandées", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Une par ligne.",
    )  # fmt: skip
    questions_text = forms.CharField(
        label="Questions du formulaire", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Une par ligne ; après « | », le nombre de caractères au plus.",
    )  # fmt: skip
    report_expected = forms.CharField(
        label="Compte rendu attendu", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    report_months_after = forms.IntegerField(
        label="Compte rendu, mois après la fin", min_value=0, max_value=36, required=False,
        help_text="Six mois pour une subvention publique.",
    )  # fmt: skip
    project = forms.ChoiceField(
        label="Répondre avec un projet", required=False,
        help_text="Le dossier s’ouvre avec son déroulé à rebours. Vous pourrez le faire plus tard.",
    )  # fmt: skip
    source_text = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)

    def __init__(
        self, *args: Any, standing: Standing, read: ReadCall, offers: Sequence[Offer], **kwargs: Any
    ) -> None:
        super().__init__(*args, standing=standing, **kwargs)
        self.read = read
        self.offers = {offer.key: offer for offer in offers}
        self.fields["day"].required = False
        self.fields["filing"].initial = Call.Filing.SINGLE_DATE
        choices = [("", "Plus tard")]
        choices += [(offer.key, _offer_words(offer, offers)) for offer in offers]
        self.fields["project"].choices = choices  # type: ignore[attr-defined]
        for name, (label, found) in _alternatives(read).items():
            self.fields[f"autre_{name}"] = forms.ChoiceField(
                label=label, required=False, choices=[("", "Ce qui est dans le champ"), *found],
                widget=forms.RadioSelect,
            )  # fmt: skip

    def clean_source_text(self) -> str:
        """The text comes back through the form: it is looked at again."""
        text = str(self.cleaned_data.get("source_text") or "")
        _no_patient(text)
        return text

    def clean(self) -> dict[str, Any]:
        """Alternatives chosen replace what they stand for; the rules of the table are said here."""
        cleaned = super().clean()
        self._take_alternatives(cleaned)
        single = cleaned.get("filing") == Call.Filing.SINGLE_DATE
        known = cleaned.get("day") or cleaned.get("recurs_yearly")
        if single and not known and "day" not in self.errors:
            self.add_error("day", NO_DAY)
        low, high = cleaned.get("amount_min"), cleaned.get("amount_max")
        if low is not None and high is not None and high < low:
            self.add_error("amount_max", "Le plafond est sous le plancher.")
        cleaned["pieces"] = self._lines("pieces_text", LONGEST_PIECE)
        cleaned["questions"] = [_question(line) for line in self._lines("questions_text", 330)]
        return cleaned

    def _take_alternatives(self, cleaned: dict[str, Any]) -> None:
        for name in [key for key in cleaned if key.startswith("autre_")]:
            chosen, target = cleaned.pop(name), name.removeprefix("autre_")
            if not chosen:
                continue
            if target == "deadline":
                moment = datetime.fromisoformat(chosen)
                cleaned["day"], cleaned["hour"] = moment.date(), moment.time()
                self.errors.pop("day", None)
            elif target == "funder":
                cleaned["funder"], cleaned["other_funder"] = None, chosen
                self.errors.pop("funder", None)
            else:
                cleaned[target] = self.fields[target].clean(chosen)
                self.errors.pop(target, None)

    def _lines(self, name: str, longest: int) -> list[str]:
        """The lines typed; too long or too many is said, nothing is cut silently."""
        lines = [" ".join(line.split()) for line in self.cleaned_data.get(name, "").splitlines()]
        lines = [line for line in lines if line]
        if any(len(line) > longest for line in lines):
            self.add_error(name, f"{longest} caractères au plus par ligne.")
        if len(lines) > MOST_LINES:
            self.add_error(name, f"{MOST_LINES} lignes au plus.")
        return lines

    @property
    def deadline(self) -> datetime | None:
        """The deadline, in Paris; None for rounds (their dates say it) and without a day."""
        if not self.cleaned_data.get("day") or self.cleaned_data["filing"] == Call.Filing.ROUNDS:
            return None
        return self.closes_at

    @property
    def offer(self) -> Offer | None:
        """The project to answer with."""
        return self.offers.get(self.cleaned_data.get("project", ""))

    def more(self) -> dict[str, Any]:
        """The other columns and lists of the call."""
        typed = self.cleaned_data
        names = (
            "filing", "recurs_yearly", "published_on", "opens_on", "url", "amount_min", "amount_max", "rate_max",
            "eligible_text", "not_fundable", "themes", "departments", "platform", "contact",
            "report_expected", "source_text",
        )  # fmt: skip
        months = typed.get("report_months_after")
        return {
            **{name: typed[name] for name in names},
            **({"report_months_after": months} if months is not None else {}),
        }


def _offer_words(offer: Offer, offers: Sequence[Offer]) -> str:
    several = len({each.team.pk for each in offers}) > 1
    return f"{offer.project.title} ({offer.team.name})" if several else offer.project.title


def _question(line: str) -> tuple[str, int | None]:
    """« Besoin | 2000 »."""
    label, _, most = line.rpartition("|")
    digits = "".join(letter for letter in most if letter.isdigit())
    if label.strip() and digits and int(digits) > 0:
        return label.strip()[:LONGEST_QUESTION], min(int(digits), 100_000)
    return line.strip(" |")[:LONGEST_QUESTION], None


def _alternatives(read: ReadCall) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """What one may prefer, by field: the question, and (value, words)."""
    readings: Mapping[str, tuple[str, Reading[Any] | None]] = {
        "deadline": ("Autres dates limites lues", read.deadline),
        "funder": ("Autres financeurs lus", read.funder),
        "amount_min": ("Autres montants planchers lus", read.amount_min),
        "amount_max": ("Autres montants plafonds lus", read.amount_max),
        "rate_max": ("Autres taux lus", read.rate_max),
        "opens_on": ("Autres dates d’ouverture lues", read.opens_on),
        "url": ("Autres adresses lues", read.url),
        "contact": ("Autres contacts lus", read.contact),
    }
    return {
        name: (question, [_choice(value.value, value.label) for value in reading.alternatives])
        for name, (question, reading) in readings.items()
        if reading and reading.alternatives
    }


def _choice(value: Any, label: str) -> tuple[str, str]:
    """The value as a form sends it, and as one reads it."""
    if isinstance(value, datetime):
        words = f"{long_date(value)} à {hour(value.time())}"
        told = label if label and not label[0].isdigit() else ""
        return value.isoformat(timespec="minutes"), f"{words} ({told})" if told else words
    if isinstance(value, date):
        return value.isoformat(), long_date(value)
    if isinstance(value, int):
        return str(value), f"{number(value)}{NBSP}{'%' if value <= 100 else '€'}"
    return str(value), str(value)


def initial_of(read: ReadCall, *, funder_id: int | None, owner: str | None) -> dict[str, Any]:
    """What step two starts with."""

    def best(reading: Reading[Any] | None) -> Any:
        return reading.value if reading else None

    deadline = best(read.deadline)
    return {
        "title": best(read.title),
        "day": deadline.date() if deadline else None,
        "hour": deadline.time() if deadline else None,
        "filing": best(read.filing) or Call.Filing.SINGLE_DATE,
        "funder": funder_id,
        "other_funder": "" if funder_id else (best(read.funder) or "")[:160],
        "kind": _kind(read),
        "opens_on": best(read.opens_on),
        "published_on": best(read.published_on),
        "amount_min": best(read.amount_min),
        "amount_max": best(read.amount_max),
        "rate_max": best(read.rate_max),
        "eligible_text": "\n".join(value.value for value in read.eligible),
        "not_fundable": "\n".join(value.value for value in read.not_fundable),
        "themes": [value.value for value in read.themes],
        "departments": [value.value for value in read.departments],
        "platform": best(read.platform),
        "url": best(read.url) or "",
        "contact": best(read.contact) or "",
        "pieces_text": "\n".join(value.value for value in read.pieces),
        "questions_text": "\n".join(
            f"{value.value.label} | {value.value.max_chars}" for value in read.questions
        ),
        "report_expected": "\n".join(value.value for value in read.report),
        "report_months_after": best(read.report_months),
        "source_text": read.text,
        "owner": owner,
    }


def _kind(read: ReadCall) -> str:
    if read.kind:
        return read.kind.value
    active = set(CallKind.objects.filter(active=True).values_list("pk", flat=True))
    rolling = bool(read.filing and read.filing.value == Call.Filing.ROLLING)
    return "FIL_EAU" if rolling and "FIL_EAU" in active else "AAP"


def initial_dates(read: ReadCall) -> list[dict[str, Any]]:
    """The rows of other dates; what the portal has no kind for is « Autre date », named."""
    hours: dict[date, str] = {}
    if read.deadline:
        for value in (read.deadline.best, *read.deadline.alternatives):
            if value.value.time() != END_OF_DAY:
                hours[value.value.date()] = f"avant {hour(value.value.time())}"
    rows = []
    for other in read.dates:
        kind, day = other.value.kind, other.value.day
        label = _OTHER_WORDS.get(kind, "")
        if kind == DateKind.ROUND:
            label = hours.get(day, "")
        known = kind.value if kind.value in CallDate.Kind.values else CallDate.Kind.OTHER
        rows.append({"kind": known, "date": day, "label": label})
    return rows
