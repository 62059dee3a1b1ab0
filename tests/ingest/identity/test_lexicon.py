"""The lexicon: its files keep their rules, and names and words lead to their concept."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.identity.lexicon import (
    Indicator,
    Service,
    Word,
    concept_of,
    indicators,
    mentions,
    official_names,
    reworded,
    services,
)
from ingest.text.fold import fold
from tests.builders.properties import PROPERTY

EVENTS = {"生育养育", "上学", "找工作", "看病", "养老", "住房", "困难救助", "残疾人", "退役军人", "文化体育", "去世"}
SERVED = {
    "婴幼儿",
    "儿童",
    "学生",
    "劳动者",
    "失业人员",
    "老年人",
    "残疾人",
    "困难群众",
    "孕产妇",
    "患者",
    "退役军人",
    "居民",
    "农村居民",
    "住房困难家庭",
}
File = Callable[[], dict[str, Service] | dict[str, Indicator]]
BOTH = pytest.mark.parametrize("file", [services, indicators], ids=["services", "indicators"])


def plain(word: str) -> str:
    """A word as the README of the lexicon has it compared."""
    return re.sub(r"[“”、]", "", unicodedata.normalize("NFKC", word)).lower()


def entries(file: File) -> list[Service | Indicator]:
    return list(file().values())


# the files


@BOTH
def test_ids_are_unique(file: File) -> None:
    # a second entry of the same id would replace the first: count the ids in the file itself
    name = "services.toml" if file is services else "indicators.toml"
    text = (files("corpus") / "lexicon" / name).read_text(encoding="utf-8")
    written = re.findall(r'(?m)^id = "(.+)"$', text)
    assert sorted(written) == sorted(file())


def test_no_id_is_in_both_files() -> None:
    assert not services().keys() & indicators().keys()


@BOTH
def test_ids_are_english_words_with_hyphens(file: File) -> None:
    assert [one for one in file() if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", one)] == []


@BOTH
def test_no_word_leads_to_two_entries_of_a_file(file: File) -> None:
    words = Counter(
        word for entry in entries(file) for word in {plain(one) for one in (entry.name, *entry.others, *entry.everyday)}
    )
    assert [word for word, times in words.items() if times > 1] == []


@BOTH
def test_no_word_stands_twice_in_an_entry(file: File) -> None:
    for entry in entries(file):
        words = [plain(word) for word in (entry.name, *entry.others, *entry.everyday)]
        assert len(set(words)) == len(words), entry.id


@BOTH
def test_events_are_listed_ones(file: File) -> None:
    assert {event for entry in entries(file) for event in entry.events} <= EVENTS


@BOTH
def test_every_entry_has_a_word_of_residents(file: File) -> None:
    assert [entry.id for entry in entries(file) if not all(word.strip() for word in entry.everyday or [""])] == []


def test_services_serve_listed_people() -> None:
    assert {who for entry in services().values() for who in entry.serves} <= SERVED


def test_the_broader_service_exists() -> None:
    known = {"", *services()}
    assert {entry.broader for entry in services().values()} <= known


def test_no_service_is_part_of_itself() -> None:
    for entry in services().values():
        above, seen = entry.broader, {entry.id}
        while above:
            assert above not in seen, entry.id
            seen.add(above)
            above = services()[above].broader


def test_what_an_indicator_differs_from_exists() -> None:
    assert {other for entry in indicators().values() for other in entry.differs_from} <= indicators().keys()


def test_differing_is_entered_on_both_sides() -> None:
    pairs = {(entry.id, other) for entry in indicators().values() for other in entry.differs_from}
    assert {(other, one) for one, other in pairs} == pairs


def test_no_indicator_differs_from_itself() -> None:
    assert [entry.id for entry in indicators().values() if entry.id in entry.differs_from] == []


# names of rows


def official(file: File) -> list[tuple[str, str]]:
    return [(name, entry.id) for entry in entries(file) for name in (entry.name, *entry.others)]


def test_every_official_name_of_an_indicator_leads_to_it() -> None:
    assert [(name, entry) for name, entry in official(indicators) if concept_of(name) != entry] == []


def test_every_official_name_of_a_service_leads_to_it_unless_an_indicator_has_it() -> None:
    taken = {plain(name) for name, _ in official(indicators)}
    assert [(n, one) for n, one in official(services) if plain(n) not in taken and concept_of(n) != one] == []


@pytest.mark.parametrize(
    ("name", "concept"),
    [
        ("高龄津贴", "advanced-age-allowance"),
        ("“高龄”津贴", "advanced-age-allowance"),
        ("高 龄 津 贴", "advanced-age-allowance"),
        ("高龄津贴发放", "advanced-age-allowance"),
        ("住校补贴", "boarding-student-living-allowance"),
        ("低保", "minimum-living-guarantee"),
        ("城镇登记失业率", "registered-unemployment"),
        ("城镇调查失业率", "surveyed-unemployment"),
        ("每千人口执业(助理)医师数", "doctors-per-1000"),
        ("每千人口执业（助理）医师数", "doctors-per-1000"),
    ],
)
def test_a_rows_name_leads_to_its_concept(name: str, concept: str) -> None:
    assert concept_of(name) == concept


@pytest.mark.parametrize("name", ["", "灯塔看守人慰问", "关于高龄津贴以及其他各项助老政策落实情况的说明"])
def test_a_name_that_means_nothing_known_has_no_concept(name: str) -> None:
    assert concept_of(name) is None


def test_official_names_begin_with_the_usual_one() -> None:
    for concept, entry in (services() | indicators()).items():
        assert official_names(concept)[0] == entry.name


# mentions


def test_the_longest_word_is_meant() -> None:
    assert [(one.words, one.concept) for one in mentions("重残低保和低保")] == [
        ("重残低保", "severe-disabled-minimum-living"),
        ("低保", "minimum-living-guarantee"),
    ]


@pytest.mark.parametrize(("words", "kind"), [("高龄津贴", "official"), ("住校补贴", "everyday")])
def test_a_mention_says_whose_word_it_is(words: str, kind: str) -> None:
    (one,) = mentions(f"我想问{words}有多少")
    assert (one.words, one.kind) == (words, kind)


def test_a_text_that_names_nothing_has_no_mention() -> None:
    assert mentions("今天灯塔亮了") == ()


WORDS = sorted(plain(word) for entry in services().values() for word in (entry.name, *entry.everyday))


@PROPERTY
@given(st.lists(st.sampled_from([*WORDS[:80], "多少钱", "在哪里", "，", "5%"]), max_size=8).map("".join))
def test_mentions_are_cut_from_the_text_in_order(text: str) -> None:
    found = mentions(text)
    assert all(text[one.start : one.end] == one.words for one in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


# words


def entered() -> list[Word]:
    text = (files("corpus") / "lexicon" / "words.toml").read_text(encoding="utf-8")
    return [Word.model_validate(one) for one in tomllib.loads(text)["word"]]


def test_every_word_has_both_sides() -> None:
    assert [one for one in entered() if not one.everyday or not one.plan] == []


def test_no_everyday_word_stands_in_two_entries() -> None:
    words = Counter(plain(word) for one in entered() for word in one.everyday)
    assert [word for word, times in words.items() if times > 1] == []


def test_no_plan_word_stands_twice_in_an_entry() -> None:
    assert [one for one in entered() if len({plain(word) for word in one.plan}) < len(one.plan)] == []


def test_every_word_says_something_beside_itself() -> None:
    assert [one for one in entered() if len({*one.everyday, *one.plan}) < 2] == []


def test_words_are_simplified_and_trimmed() -> None:
    words = [word for one in entered() for word in (*one.everyday, *one.plan)]
    assert [
        word for word in words if word != word.strip() or fold(word) != unicodedata.normalize("NFKC", word).lower()
    ] == []


def test_plan_words_are_words() -> None:
    assert [word for one in entered() for word in one.plan if len(word) < 2] == []


def test_no_word_is_bound_to_a_year() -> None:
    words = [word for one in entered() for word in (*one.everyday, *one.plan)]
    assert [word for word in words if re.search(r"20\d\d", word)] == []


@pytest.mark.parametrize(
    ("text", "everyday", "plan"),
    [
        ("我家娃娃上学", "娃娃", "儿童"),
        ("吃低保的钱", "吃低保", "最低生活保障"),
        ("做个ct", "ct", "医疗设备"),
        ("穷人有补助吗", "穷人", "困难群众"),
    ],
)
def test_an_everyday_word_leads_to_the_words_of_plans(text: str, everyday: str, plan: str) -> None:
    found = {words: (start, others) for start, words, others in reworded(text)}
    start, others = found[everyday]
    assert (start, plan in others) == (text.index(everyday), True)


def test_of_overlapping_everyday_words_the_longest_counts() -> None:
    assert [words for _, words, _ in reworded("城里低保")] == ["城里低保"]


def test_a_text_without_everyday_words_is_not_reworded() -> None:
    assert reworded("灯塔亮着") == []


EVERYDAY = sorted(fold(word) for one in entered() for word in one.everyday)


@PROPERTY
@given(st.lists(st.sampled_from([*EVERYDAY[::40], "多少钱", "，", "灯塔", "5%"]), max_size=8).map("".join))
def test_everyday_words_are_cut_from_the_text_in_order(text: str) -> None:
    found = reworded(text)
    assert all(text[start : start + len(words)] == words and others for start, words, others in found)
    assert all(left[0] + len(left[1]) <= right[0] for left, right in pairwise(found))


def test_every_everyday_word_is_found_by_itself() -> None:
    assert [word for word in EVERYDAY if [words for _, words, _ in reworded(word)] != [word]] == []
