"""Labels by which a site says what a document is (索引号, 发布机构 …): a table of these is no table of the document."""

import re
from collections.abc import Sequence

from ingest.formats.labels import table_labels

FEWEST = 2  # labels that make such a table
MOST_OTHERS = 0.5  # share of its filled first cells that may be no such label
LONGEST = 8  # characters of a label that only its colon tells
OTHERS = frozenset({"名称", "标题", "分类", "类别"})  # labels beside others, columns of tables elsewhere
LABELLED = re.compile(r"^[\[【（(]?(.*?)[\]】）)]?\s*[:：]?$")


def is_metadata(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows of a table are labels with what they say: | 索引号： | … | 成文日期： | … |."""
    labels = [is_label(cell) for row in rows for cell in row]
    first = [is_label(next((cell for cell in row if cell.strip()), "")) for row in rows if any(map(str.strip, row))]
    return sum(labels) >= FEWEST and sum(first) >= (1 - MOST_OTHERS) * len(first)


def is_label(words: str) -> bool:
    """Whether words are such a label and nothing else."""
    plain = "".join(words.split())
    match = LABELLED.match(plain)
    return match is not None and match[1] in table_labels()


def pairs(row: Sequence[str]) -> list[tuple[str, str]]:
    """Labels of a row with the words behind each, words in several places once; labels without any are left out."""
    found: list[tuple[str, list[str]]] = []
    for cell in row:
        plain = "".join(cell.split())
        if _is_label_here(plain):
            found.append((plain.strip("[【（(]】）)").rstrip(":："), []))
        elif found and plain and cell not in found[-1][1]:
            found[-1][1].append(cell)
    return [(label, " ".join(words)) for label, words in found if words]


def _is_label_here(plain: str) -> bool:
    """Whether words are a label in a table of labels, where any few words before a colon are."""
    return is_label(plain) or (len(plain) <= LONGEST and plain.endswith((":", "："))) or plain in OTHERS
