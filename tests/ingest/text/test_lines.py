"""Lines of a text: words without blanks, spans that lead back."""

from ingest.text.lines import text_lines


def test_lines_without_words_are_none_and_spans_hold_the_words_alone() -> None:
    text = "  指标 \n\n \n2020年"
    assert [(line.text, text[line.start : line.end]) for line in text_lines(text)] == [
        ("指标", "指标"),
        ("2020年", "2020年"),
    ]
