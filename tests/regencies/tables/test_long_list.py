"""A long list: pages of fifty, and a search once there are more."""

from django.test import RequestFactory

from regencies.tables.long_list import LongList


def listed(many: int, **asked: str) -> LongList:
    rows = [f"Kabupaten {number}" for number in range(many)]
    return LongList(rows, str, RequestFactory().get("/", asked))


def test_a_short_list_is_whole_and_asks_for_no_search():
    found = listed(50, cari="Kabupaten 7")
    assert (found.search, len(found.page.object_list), found.page.has_other_pages()) == (None, 50, False)


def test_a_long_list_is_cut_and_keeps_its_search_from_page_to_page():
    assert [len(listed(120, page=str(page)).page.object_list) for page in (1, 2, 3)] == [50, 50, 20]
    found = listed(120, cari=" kabupaten 1", page="2")
    assert (found.page.number, found.page.paginator.count) == (1, 31)  # 1, 10–19, 100–119
    assert found.page.object_list[-1] == "Kabupaten 119"
    assert found.query == "cari=+kabupaten+1"


def test_nonsense_is_the_first_or_the_last_page():
    assert [listed(120, page=asked).page.number for asked in ("x", "0", "99")] == [1, 3, 3]
