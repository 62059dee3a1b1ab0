"""Of figures side by side the one asked about: of 每生每年小学1000元，初中1250元 for 初中 每生每年初中1250元."""

import re
from itertools import pairwise

from ingest.quantities import Figure, figures
from rag.terms import first_word, last_word

LABEL = re.compile(r"\s*[，,、；;和及]\s*([\u4e00-\u9fff]{2,10})\s*")
PARTED = re.compile(r"\s*[、，,和]\s*")
MAX_LABEL = 8  # characters
END = re.compile(r"[^，,、；;和及。]*")  # what goes with a figure: 以上, 左右, 的标准


def chosen(words: str, question: str) -> str:
    """The stretch with only the figure whose label the question names; unchanged where it names none or several."""
    if paired := _of_pairs(words, question):
        return paired
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


def _of_pairs(words: str, question: str) -> str:
    """Of 一级、二级每月发放400元、300元 for 二级 二级每月发放300元; empty where figures do not pair with a list."""
    found = [figure for figure in figures(words) if not figure.is_year]
    for at in range(len(found) - 1):
        run = found[at : at + 1]
        for figure in found[at + 1 :]:
            if not PARTED.fullmatch(words, run[-1].end, figure.start) or figure.unit != run[0].unit:
                break
            run.append(figure)
        labels = _labels(words[: run[0].start], len(run)) if len(run) > 1 else []
        named = [index for index, (label, _, _) in enumerate(labels) if label in question]
        if len(named) == 1:
            label, _, _ = labels[named[0]]
            between = words[labels[-1][2] : run[0].start].replace("分别", "")
            figure = run[named[0]]
            ending = END.match(words, run[-1].end)
            chosen_figure = words[figure.start : figure.end] + (ending.group() if ending else "")
            return f"{words[: labels[0][1]]}{label}{between}{chosen_figure}"
    return ""


def _labels(before: str, count: int) -> list[tuple[str, int, int]]:
    """(label, start, end) of the last list of so many words: 一级、二级、三级 of 一级、二级、三级残疾人每月."""
    marks = list(re.finditer(r"[、和]", before))[-(count - 1) :]
    if len(marks) < count - 1 or (marks and len(before[: marks[0].start()]) < 1):
        return []
    first = last_word(before[: marks[0].start()])
    last = first_word(before[marks[-1].end() :])
    middle = [(before[a.end() : b.start()], a.end(), b.start()) for a, b in pairwise(marks)]
    if not first or not last or any(len(label) > MAX_LABEL for label, _, _ in middle):
        return []
    begin, end = marks[0].start() - len(first), marks[-1].end() + len(last)
    return [(first, begin, marks[0].start()), *middle, (last, marks[-1].end(), end)]
