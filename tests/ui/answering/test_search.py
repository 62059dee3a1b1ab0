"""Evidence that staff look for: the nearest first, each place once, of the region that was chosen."""

from rag.question.scope import offered_regions
from rag.service import Service
from ui.answering.search import MOST_FOUND, Search

DAYAO = "云南省/楚雄彝族自治州/大姚县"


def test_the_nearest_comes_first_and_each_place_once(service: Service) -> None:
    found = Search(service.index, "hybrid")("学生营养膳食补助", DAYAO)
    assert "膳食" in found[0].quote and [one.n for one in found] == [*range(1, len(found) + 1)]
    assert len({(one.document, one.start, one.end) for one in found}) == len(found) <= MOST_FOUND


def test_a_region_that_is_none_of_ours_counts_as_none(service: Service) -> None:
    search = Search(service.index, "hybrid")
    assert search("高龄津贴", "没有的地方") == search("高龄津贴", "") != ()


def test_one_search_serves_many_words(service: Service) -> None:
    search = Search(service.index, "hybrid")
    assert search("膳食", DAYAO) == search("膳食", DAYAO) != search("高龄津贴", DAYAO)


def test_without_a_region_each_has_its_turn(service: Service) -> None:
    found = Search(service.index, "hybrid")("生活补助每人多少钱", "")
    regions = [one.region for one in found]
    several = len(offered_regions(service.index.regions))  # the sample that leaves its region open has none
    assert several > 1 and len(set(regions[:several])) == several
