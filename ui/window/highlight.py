"""Words of documents and answers as HTML: everything escaped, spans marked, figures and source marks set apart."""

import re
from collections.abc import Sequence
from html import escape

from rag.schema import Answer
from ui.window.texts import Words

Span = tuple[int, int]
JOINER = "\u2060"  # no line begins with a mark
YEAR = re.compile(r"(?:19|20)\d\d年?")


def highlight(text: str, at: int, spans: Sequence[Span]) -> str:
    """A stretch of a document that begins at `at`, with the parts inside spans marked."""
    shown, here = [], 0
    for start, end in sorted(spans):
        low, high = max(start - at, here), min(end - at, len(text))
        if low < high:
            shown += [escape(text[here:low]), f"<mark>{escape(text[low:high])}</mark>"]
            here = high
    return "".join((*shown, escape(text[here:])))


def with_marks(answer: Answer, text: str, words: Words) -> str:
    """Text of an answer: figures strong, [1] a link to the source."""
    known = {f"[{citation.n}]": citation.n for citation in answer.citations}
    figures = sorted({figure.text for figure in answer.figures if _telling(figure.text)}, key=len, reverse=True)
    parts = [*map(re.escape, known), *(rf"(?<![\d.]){re.escape(figure)}(?!\d)" for figure in figures)]
    if not parts:
        return escape(text)
    shown, here = [], 0
    for match in re.finditer("|".join(parts), text):
        shown.append(escape(text[here : match.start()]))
        n = known.get(match.group())
        shown.append(_mark(answer, n, words) if n else f"<strong>{escape(match.group())}</strong>")
        here = match.end()
    return "".join((*shown, escape(text[here:])))


def _telling(figure: str) -> bool:
    """Whether a figure is worth standing out: digits, and no year."""
    return bool(re.search(r"\d", figure)) and not YEAR.fullmatch(figure)


def _mark(answer: Answer, n: int, words: Words) -> str:
    label = escape(words.cite.format(n=n))
    return f"{JOINER}<a class='hm-mark' href='#{source_id(answer, n)}' aria-label='{label}'>[{n}]</a>"


def source_id(answer: Answer, n: int) -> str:
    """The id of a source on the page."""
    return f"source-{answer.id}-{n}"
