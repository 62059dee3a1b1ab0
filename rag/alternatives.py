"""Of figures side by side the one asked about: of 每生每年小学1000元，初中1250元 for 初中 每生每年初中1250元."""

import re

from ingest.quantities import Figure, figures
from rag.terms import last_word

LABEL = re.compile(r"\s*[，,、；;和及]\s*([\u4e00-\u9fff]{2,10})\s*")
END = re.compile(r"[^，,、；;和及。]*")  # what goes with a figure: 以上, 左右, 的标准


def chosen(words: str, question: str) -> str:
    """The stretch with only the figure whose label the question names; unchanged where it names none or several."""
    run = _run(words)
    if len(run) < 2:
        return words
    labels = [label for _, label in run]
    named = [at for at, label in enumerate(labels) if label in question]
    if len(named) != 1:
        return words
    figure, label = run[named[0]]
    first, first_label = run[0]
    prefix = words[: first.start - len(first_label)]
    ending = END.match(words, figure.end)
    return f"{prefix}{label}{words[figure.start : ending.end() if ending else figure.end]}"


def _run(words: str) -> list[tuple[Figure, str]]:
    """The first run of figures of one unit with a label right before each."""
    found = [figure for figure in figures(words) if not figure.is_year]
    for at, first in enumerate(found):
        run = [(first, last_word(words[: first.start]))]
        for before, figure in zip(found[at:], found[at + 1 :], strict=False):
            label = LABEL.fullmatch(words, before.end, figure.start)
            if not label or figure.unit != first.unit or not figure.unit:
                break
            run.append((figure, label[1]))
        if len(run) > 1 and run[0][1]:
            return run
    return []
