"""What repeats over the pages of a site, and copies, are marked at publish; what is unlike others tests an index."""

from pathlib import Path

import pytest

from ingest.index.generations import Generations
from ingest.index.keywords import KeywordIndex
from ingest.index.repeats import FEWEST, MOST_EQUAL, Repeat, repeats
from ingest.index.self_check import SELF_RANK, lost, one_a_document
from ingest.index.store import Store
from ingest.schema import ParsedDocument
from tests.builders.documents import passage
from tests.builders.reading import parsed
from tests.indexes import Build


def page(number: int, menu: str = "办事大厅入口 便民地图", path: str = "site/{}.html") -> ParsedDocument:
    title = f"青石县第{number}号通告"
    text = f"<body><h1>{title}</h1><p>第{number}批补助每人每月{number}0元。</p><p>{menu}</p></body>"
    return parsed(text, path.format(number))


def marks(pages: list[ParsedDocument]) -> list[tuple[str, Repeat]]:
    held = {one.id: document.document.text[one.start : one.end] for document in pages for one in document.passages}
    return [(held[key], why) for key, why in repeats(pages).items()]


def test_words_without_a_sentence_that_most_pages_of_a_site_end_with_are_the_sites() -> None:
    pages = [page(number, "<b>办事大厅入口</b><ul><li>便民地图</li></ul>") for number in range(1, FEWEST + 1)]
    menu = [
        one
        for document in pages
        for one in document.passages
        if "便民地图" in document.document.text[one.start : one.end]
    ]
    found = repeats(pages)
    assert {one.id for one in menu} >= found.keys()
    assert all(why is Repeat.SITE for why in found.values())


def test_sentences_and_few_pages_prove_nothing() -> None:
    assert marks([page(number, "本通告自印发之日起施行。") for number in range(1, 9)]) == []
    assert marks([page(number) for number in range(1, FEWEST)]) == []
    assert marks([page(number, path="site/{}.txt") for number in range(1, 9)]) == []


def test_of_two_copies_one_is_searched() -> None:
    text = "# 青石县办法\n\n每人每月70元。\n"
    pages = [parsed(text, "a.md"), parsed(text + "\n\n", "b.md")]
    found = repeats(pages)
    assert set(found.values()) == {Repeat.COPY}
    assert {key.split(".")[0] for key in found} in [{one.document.id} for one in pages]


@pytest.mark.parametrize(("times", "left"), [(2, 0), (MOST_EQUAL, 0), (MOST_EQUAL + 3, 3)])
def test_what_one_document_says_over_and_over_is_searched_so_often(times: int, left: int) -> None:
    said = parsed("# 青石县办法\n\n" + "# 一、补助\n\n每人每月70元。\n\n" * times, "a.md")
    same = [one.id for one in said.passages if "70元" in one.text]
    assert len(same) == times
    assert repeats([said]) == dict.fromkeys(same[times - left :], Repeat.COPY)


def test_the_same_words_of_two_regions_or_years_stay() -> None:
    text = "每人每月70元。\n"
    assert not repeats([parsed(f"# {one}办法\n\n{text}", f"{one}.md") for one in ("大姚县", "姚安县")])
    years = [parsed(f"---\ntitle: 办法\nperiod: {year}\n---\n{text}", f"{year}.md") for year in (2024, 2025)]
    assert not repeats(years)


def test_marked_passages_stay_in_the_truth_and_are_not_searched(built: Build) -> None:
    text = "# 青石县办法\n\n每人每月70元。\n"
    store = Store(Generations(built({"a.md": text, "b.md": text + "\n"})).current())
    counts = store.counts()
    assert (counts["passages"], counts["embeddings"], counts["repeats"]) == (2, 1, 1)
    assert len(store.passages()) == 1
    assert [len(store.repeats(one.id)) for one in store.documents()].count(1) == 1
    store.close()


def test_passages_that_are_like_many_others_prove_nothing() -> None:
    same = [
        passage(f"首页 政务公开 办事服务 互动交流{'吗' * at}", id=f"d{at}.p", document=f"d{at}") for at in range(30)
    ]
    keywords = KeywordIndex.build([one.text for one in same])
    assert list(lost(same, keywords, one_a_document(same))) == []


def test_a_passage_behind_many_others_is_lost() -> None:
    texts = ["".join(chr(0x4E00 + 20 * at + step) for step in range(8)) for at in range(3 * SELF_RANK)]
    found = [passage(text, id=f"d{at}.p", document=f"d{at}") for at, text in enumerate(texts)]
    keywords = KeywordIndex.build([one.text for one in found[::-1]])
    assert list(lost(found, keywords, one_a_document(found)))


def test_a_site_of_pages_with_one_menu_is_ingested_whole(built: Build) -> None:
    menu = "<ul>" + "".join(f"<li>便民栏目{n}</li>" for n in range(12)) + "</ul>"
    pages = {f"{n}.html": f"<body><h1>青石县第{n}号通告</h1><p>每人每月{n}0元。</p>{menu}</body>" for n in range(1, 25)}
    folder: Path = built(pages)
    store = Store(Generations(folder).current())
    assert len(store.documents()) == 24
    store.close()
