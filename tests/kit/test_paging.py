"""A paginator that was told how many rows there are."""

from django.db.models import QuerySet

from coordination.models import Team
from msp_portal.kit.paging import CountedPaginator


def test_it_believes_the_number_it_was_given(db: None, django_assert_num_queries: object) -> None:
    rows: QuerySet[Team] = Team.objects.order_by("pk")
    with django_assert_num_queries(0):  # type: ignore[operator]
        page = CountedPaginator(rows, 50, 120).get_page("2")
        assert (page.start_index(), page.end_index()) == (51, 100)
        assert page.paginator.num_pages == 3


def test_a_page_beyond_the_end_is_the_last_one(db: None) -> None:
    assert CountedPaginator(["a", "b", "c"], 2, 3).get_page("9").object_list == ["c"]
