"""Reading sentences off what a model says, however it wraps or breaks it."""

import pytest

from rag.generation.json_stream import End, Line, lines

ONE = '{"text": "补助360元。", "sources": [1]}'
TWO = '{"text": "由县里出钱。", "sources": [2, 3]}'
WANTED = [Line(text="补助360元。", sources=(1,)), Line(text="由县里出钱。", sources=(2, 3))]


@pytest.mark.parametrize(
    "said",
    [
        f"{ONE}\n{TWO}",
        f"{ONE}{TWO}",
        f"[{ONE}, {TWO}]",
        f'{{"sentences": [{ONE}, {TWO}]}}',
        f"```json\n{ONE}\n{TWO}\n```",
        f'好的，"答案"如下：\n{ONE}\n再补充一句：\n{TWO}',
        f'{{"text": "补助36\n{ONE}\n{TWO}',
        f'{ONE}\n{TWO}\n{{"text": "还有500元。", "sour',
    ],
    ids=["lines", "no breaks", "a list", "an object", "a fence", "talk between", "a broken first line", "a broken end"],
)
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_whole_sentences_are_read(said: str, size: int) -> None:
    assert list(lines(said[at : at + size] for at in range(0, len(said), size))) == WANTED


def test_a_sentence_is_there_as_soon_as_it_is_whole() -> None:
    read = lines(iter([ONE, "never reached"]))
    assert next(read) == WANTED[0]


@pytest.mark.parametrize(
    ("written", "numbers"),
    [("[1]", (1,)), ('["1", "[2]"]', (1, 2)), ("1", (1,)), ("[1, 1]", (1,)), ("[true, null, 1.5, -1]", ()), ("{}", ())],
)
def test_numbers_of_sources_in_any_writing(written: str, numbers: tuple[int, ...]) -> None:
    (line,) = lines(['{"text": "补助。", "sources": ' + written + "}"])
    assert isinstance(line, Line) and line.sources == numbers


@pytest.mark.parametrize(
    ("said", "end"),
    [
        ('{"complete": true}', End(complete=True)),
        ('{"complete": false, "missing": ["午餐", 3, ""]}', End(complete=False, missing=("午餐",))),
        ('{"complete": false, "missing": "午餐"}', End(complete=False, missing=("午餐",))),
    ],
)
def test_the_end_says_what_is_missing(said: str, end: End) -> None:
    assert list(lines([said])) == [end]


@pytest.mark.parametrize("said", ["", "没有写明", "[1, 2]", '{"text": 5}', '{"a": {"b": "}"}}', "}}{{", '{"text": "半'])
def test_nothing_comes_of_nothing(said: str) -> None:
    assert list(lines([said])) == []


def test_quotes_and_braces_inside_words_are_words() -> None:
    (line,) = lines(['{"text": "所谓\\"两免一补\\"{见附表}。", "sources": [1]}'])
    assert isinstance(line, Line) and line.text == '所谓"两免一补"{见附表}。'


def test_an_open_brace_or_quote_before_it_does_not_hide_a_whole_sentence() -> None:
    assert list(lines(['{"' + f"\\ 好的 {ONE}", f' {{好的 "{TWO}'])) == WANTED


@pytest.mark.parametrize(
    "said",
    [
        '{"a":' * 50_000 + "1" + "}" * 50_000,
        "[" * 100_000,
        "{" * 20_000 + "}" * 20_000,
        '{"text": "' + "}" * 60_000,
        '{"text": "' + "9" * 60_000 + '"}',
        '{"text": "补助。", "sources": ' + "9" * 60_000 + "}",
        '{"text": 1e999999999, "complete": 1e999999999}',
        '{"text": "\\ud800", "sources": [1]}',
    ],
    ids=["deep", "brackets", "braces", "one string", "a long text", "a long number", "a huge number", "half a pair"],
)
def test_absurd_words_come_to_nothing(said: str) -> None:
    assert list(lines(said[at : at + 1_000] for at in range(0, len(said), 1_000))) == []


def test_half_of_a_surrogate_pair_is_left_out_and_the_sentence_stays() -> None:
    assert list(lines(['{"text": "补助\\ud800360元。", "sources": [1]}'])) == WANTED[:1]


def test_what_comes_after_a_sentence_without_end_is_read_on() -> None:
    assert list(lines(['{"text": "' + "x" * 10_000, "\n", ONE])) == WANTED[:1]


def test_a_reply_without_end_is_read_to_a_bound() -> None:
    read = list(lines([f"{ONE}\n"] * 2_000))
    assert read[0] == WANTED[0] and len(read) < 1_000


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_what_a_model_thinks_aloud_is_not_said(size: int) -> None:
    text = '<think>{"text": "想", "sources": [1]}<x</think>{"text": "说<think", "sources": [1]}<think>{"text": "想"}'
    found = list(lines(text[at : at + size] for at in range(0, len(text), size)))
    assert [line.text for line in found if isinstance(line, Line)] == ["说<think"]
