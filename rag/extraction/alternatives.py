"""Of figures side by side the one asked about: of 每生每年小学1000元，初中1250元 for 初中 每生每年初中1250元."""

import re
from itertools import pairwise

from ingest.quantities.figures import Figure, figures
from rag.question.terms import first_word, last_word

LABEL = re.compile(r"\s*[，,、；;和及]\s*([\u4e00-\u9fff]{2,10})\s*")
PARTED = re.compile(r"\s*[、，,和]\s*")
BOTH = re.compile(r"城乡|城镇和农村|城市和农村")
TOWN, COUNTRY = "城市|城镇|城里|县城", "农村|乡下|乡里|村里|农民"
MAX_LABEL = 8  # characters
END = re.compile(r"[^，,、；;和及。]*")  # what goes with a figure: 以上, 左右, 的标准


def chosen(words: str, question: str, *, several: bool = False) -> str:
    """The stretch with only the figure whose label the question names, or those where `several` are asked for;
    unchanged where it names none or all."""
    if paired := _of_pairs(words, question):
        return paired
    if several:
        return words
    if paired := _of_town_or_country(words, question):
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


def with_the_others(own: str, sentence: str, question: str) -> str:
    """Words with one figure, with those beside it in their sentence: of 每生每年小学1000元 the 初中1250元 too;
    unchanged where the question names one of their labels."""
    run = _run(sentence)
    at = sentence.find(own)
    within = [figure for figure, _ in run if at >= 0 and at <= figure.start and figure.end <= at + len(own)]
    if len(within) != 1 or within[0] is not run[0][0] or any(label in question for _, label in run):
        return own
    return sentence[at : run[-1][0].end]


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
    """Of 一级、二级每月发放400元、300元 for 二级 二级每月发放300元; empty where figures do not pair with a list, or
    where the question names none of it or all."""
    found = [figure for figure in figures(words) if not figure.is_year]
    for at in range(len(found) - 1):
        run = found[at : at + 1]
        for figure in found[at + 1 :]:
            if not PARTED.fullmatch(words, run[-1].end, figure.start) or figure.unit != run[0].unit:
                break
            run.append(figure)
        labels = _labels(words[: run[0].start], len(run)) if len(run) > 1 else []
        named = [index for index, (label, _, _) in enumerate(labels) if label in question]
        if 0 < len(named) < len(labels):
            between = words[labels[-1][2] : run[0].start]
            between = between.replace("分别", "") if len(named) == 1 else between
            ending = END.match(words, run[-1].end)
            told = "、".join(labels[index][0] for index in named)
            values = "、".join(words[run[index].start : run[index].end] for index in named)
            return f"{words[: labels[0][1]]}{told}{between}{values}{ending.group() if ending else ''}"
    return ""


def _of_town_or_country(words: str, question: str) -> str:
    """Of 城乡低保标准分别为600元和450元 for 农村 农村低保标准为450元; empty where the question names none or both."""
    both = BOTH.search(words)
    found = [figure for figure in figures(words) if not figure.is_year]
    named = [at for at, names in enumerate((TOWN, COUNTRY)) if re.search(names, question)]
    if not both or len(found) != 2 or len(named) != 1 or found[0].unit != found[1].unit:
        return ""
    if not both.end() <= found[0].start or not PARTED.fullmatch(words, found[0].end, found[1].start):
        return ""
    between = words[both.end() : found[0].start].replace("分别", "").replace("，达到", "达到")
    figure = found[named[0]]
    return f"{words[: both.start()]}{('城镇', '农村')[named[0]]}{between}{words[figure.start : figure.end]}"


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
