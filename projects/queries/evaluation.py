"""An evaluation as it is read: words typed once, figures computed from the facts."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import IntegerField, Max, QuerySet, Sum
from django.db.models.functions import Cast

from msp_portal.kit.charts import Chart
from msp_portal.kit.scoping import Scope
from projects.models import Action, Evaluation, Fact, Indicator, Objective, Project
from projects.queries.evaluation_sentences import Counted, Sentence, sentences
from projects.queries.facts import occasions
from projects.queries.figures import IndicatorTotal, Totals, totals
from projects.queries.figures_charts import months_chart, occasions_chart, targets_chart
from projects.queries.figures_periods import Period, days_period

MOST_OCCASIONS = 60
# The words of a team: name of the field, question, help.
QUESTIONS = {
    "done_text": ("Ce qui a été fait", "En quelques lignes ; les chiffres sont déjà au-dessus."),
    "went_well": ("Ce qui a aidé", "Une chose par ligne."),
    "was_hard": ("Ce qui a freiné", "Une autre équipe en apprendra autant que des réussites."),
    "surprises": ("Ce qui n’était pas attendu", "En bien ou en mal."),
    "next_steps": ("Et maintenant", "On continue, on change, on arrête : et pourquoi."),
}


@dataclass(frozen=True)
class Aim:
    """An objective with what was counted for it."""

    objective: Objective | None
    lines: list[IndicatorTotal]


@dataclass(frozen=True)
class EvaluationView:
    """What an evaluation shows beside its words."""

    evaluation: Evaluation
    period: Period
    totals: Totals
    aims: list[Aim]
    sentences: list[Sentence]
    charts: list[Chart]
    actions: list[Action] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        """What would make it fuller, said kindly; nothing is required."""
        said = self.evaluation
        found = []
        if not self.totals.told:
            found.append("Aucun chiffre sur cette période : « non mesuré » est une réponse.")
        if not said.done_text:
            found.append("Ce qui a été fait, en quelques lignes.")
        if not (said.went_well or said.was_hard):
            found.append("Ce qui a aidé, ce qui a freiné : une autre équipe en profitera.")
        return found

    @property
    def held(self) -> list[Action]:
        """Actions that took place."""
        return [action for action in self.actions if action.state == Action.State.DONE]

    @property
    def cancelled(self) -> list[Action]:
        """Actions that did not, with their reason."""
        return [action for action in self.actions if action.state == Action.State.CANCELLED]

    @property
    def has_illustration(self) -> bool:
        """Whether something invented for the demonstration is shown."""
        invented = any(one.illustration for one in self.sentences)
        return invented or any(one.illustration for one in self.actions)


def evaluations_of(scope: Scope, project: Project) -> QuerySet[Evaluation]:
    """The evaluations of a project, the latest period first."""
    found: QuerySet[Evaluation] = (
        Evaluation.objects.for_scope(scope)
        .filter(project=project)
        .select_related("project", "validated_by__profession")
        .order_by("-period_end", "-pk")
    )
    return found


def period_of(evaluation: Evaluation) -> Period:
    """Its days, under their usual name."""
    return days_period(evaluation.period_start, evaluation.period_end)


def evaluation_view(scope: Scope, evaluation: Evaluation) -> EvaluationView:
    """Everything computed for an evaluation, in a fixed number of queries."""
    period = period_of(evaluation)
    project = evaluation.project
    found = totals(project, period)
    told = [line for line in found.lines if line.indicator.archived_at is None or line.facts]
    return EvaluationView(
        evaluation=evaluation,
        period=period,
        totals=found,
        aims=_aims(scope, project, told),
        sentences=sentences(found.lines, counted_in(scope, project, period)),
        charts=_charts(scope, project, period, found),
        actions=_actions(scope, project, period),
    )


def counted_in(scope: Scope, project: Project, period: Period) -> list[Counted]:
    """What was noted on each occasion of a period, axes and taps of a stand added up. Two queries.

    Beyond sixty occasions the smallest are left to the totals.
    """
    rows = (
        Fact.objects.for_scope(scope)
        .filter(Fact.current(), period.on(), project=project)
        .values("indicator_id", "date", "label", "source", "not_measured")
        .annotate(total=Sum("value"), invented=Max(Cast("illustration", IntegerField())))
        .order_by("-total", "date")[:MOST_OCCASIONS]
    )
    indicators = {one.pk: one for one in Indicator.objects.for_scope(scope).filter(project=project)}
    kept = sorted(rows, key=lambda row: (row["date"], row["label"]))
    return [
        Counted(
            indicator=indicators[row["indicator_id"]],
            day=row["date"],
            value=None if row["not_measured"] else row["total"],
            label=row["label"],
            source=row["source"],
            illustration=bool(row["invented"]),
        )
        for row in kept
    ]


def usual_dates(project: Project, first_fact: date | None, today: date) -> tuple[date, date]:
    """The days of « tout le projet »: from its start to its end, or what is known of them."""
    start = min(filter(None, (project.start_date, first_fact, project.created_at.date())))
    end = project.end_date if project.end_date and project.end_date < today else today
    return start, max(start, end)


def _aims(scope: Scope, project: Project, lines: list[IndicatorTotal]) -> list[Aim]:
    objectives = Objective.objects.for_scope(scope).filter(project=project)
    by_objective: dict[int | None, list[IndicatorTotal]] = {}
    for line in lines:
        by_objective.setdefault(line.indicator.objective_id, []).append(line)
    aims = [Aim(one, by_objective.pop(one.pk, [])) for one in objectives.order_by("position", "pk")]
    apart = [line for rest in by_objective.values() for line in rest]
    return [*aims, *([Aim(None, apart)] if apart else [])]


def _charts(scope: Scope, project: Project, period: Period, found: Totals) -> list[Chart]:
    """At most three: what was aimed at, the main figure by occasion, the months."""
    charts = [targets_chart(found)]
    main = next((one for one in found.measured if one.is_sum and one.facts > 1), None)
    if main is not None:
        told = occasions(scope, main.indicator, period)
        charts.append(occasions_chart(main.indicator, told) if len(told) > 1 else None)
    public = [one.indicator for one in found.measured if one.indicator.counts_the_public]
    charts.append(months_chart(project, period, public))
    return [chart for chart in charts if chart is not None]


def _actions(scope: Scope, project: Project, period: Period) -> list[Action]:
    rows = (
        Action.objects.for_scope(scope)
        .filter(period.on(), project=project)
        .exclude(state=Action.State.PLANNED)
    )
    return list(rows.order_by("date", "pk"))
