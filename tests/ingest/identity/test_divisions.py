"""The division tree, and which divisions a text names."""

import pytest

from ingest.identity.divisions import LEVELS, divisions, named, resolve


def test_every_division_stands_under_its_parent() -> None:
    paths = {division.path for division in divisions()}
    assert all("/" not in path or path.rsplit("/", 1)[0] in paths for path in paths)


def test_no_two_divisions_share_a_path() -> None:
    paths = [division.path for division in divisions()]
    assert len(paths) == len(set(paths)) > 3000


def test_levels_run_from_province_to_county() -> None:
    assert {division.level for division in divisions()} == set(range(LEVELS))
    assert all(division.path.split("/")[-1] == division.name for division in divisions())


@pytest.mark.parametrize(
    ("text", "found"), [("温岭那边今年", ["温岭"]), ("温岭", []), ("高中山区那边", []), ("老城区和郊区", [])]
)
def test_a_countys_short_name_counts_where_a_place_is_spoken_of(text: str, found: list[str]) -> None:
    assert [words for words, _ in named(text)] == found


@pytest.mark.parametrize(
    ("text", "within", "path"),
    [
        ("大姚县的补助", "", "云南省/楚雄彝族自治州/大姚县"),
        ("云南省大姚县", "", "云南省"),
        ("上海市嘉定区", "上海市/", "上海市/嘉定区"),
        ("朝阳区", "", ""),
        ("朝阳区", "北京市", "北京市/朝阳区"),
        ("鼓楼区和大姚县", "", "云南省/楚雄彝族自治州/大姚县"),
        ("大姚县", "北京市", ""),
        ("青石县", "", ""),
        ("", "", ""),
    ],
)
def test_a_text_resolves_to_the_first_division_named_beyond_doubt(text: str, within: str, path: str) -> None:
    assert resolve(text, within) == path


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("从大姚县到云南省", ["大姚县", "云南省"]),
        ("云南的补助", ["云南"]),
        ("楚雄彝族自治州", ["楚雄彝族自治州"]),
        ("互助县的村医", ["互助县"]),
        ("楚雄州的低保", ["楚雄州"]),
        ("海南州的低保", ["海南州"]),
        ("大姚的补助", []),
        ("没有地名", []),
    ],
)
def test_names_are_found_in_order_the_longest_first(text: str, words: list[str]) -> None:
    assert [name for name, _ in named(text)] == words


def test_a_shared_name_gives_all_its_divisions() -> None:
    ((_, found),) = named("朝阳区")
    assert len(found) > 1
    assert {division.name for division in found} == {"朝阳区"}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("互助县的村医一个月补助多少", "青海省/海东市/互助土族自治县"),
        ("海南州的低保多少", "青海省/海南藏族自治州"),
        ("莫旗的低保多少", "内蒙古自治区/呼伦贝尔市/莫力达瓦达斡尔族自治旗"),
    ],
)
def test_an_autonomous_place_is_known_without_its_peoples(text: str, path: str) -> None:
    assert [[one.path for one in places] for _, places in named(text)] == [[path]]
