"""How much one document may hold. What holds more is refused with its reason: no office writes so, and an index of it
would help nobody. The largest plans at hand have a hundredth of each."""

import re

MEGABYTE = 1_000_000  # bytes
LONGEST_LINE = 400_000  # characters without a line's or a sentence's end; a plan was seen that is one line
LONGEST_WORDS = 50_000  # characters without any punctuation
MOST_CELLS = 300_000  # of all tables, those that are filled up among them
MOST: dict[str, tuple[int, str]] = {
    "sections": (20_000, "个标题"),
    "rows": (20_000, "行表格或清单"),
    "passages": (40_000, "个段落"),
    "quantities": (50_000, "个数字"),
    "blanks": (20_000, "处空缺"),
}
"""By what a document is made of: how many of it, and what they are called."""
UNBROKEN = re.compile(r"[^。！？!?；;\n]+")
UNPARTED = re.compile(r"[^。！？!?；;，,：:\n]+")


def check_text(text: str) -> None:
    """Raises `ValueError` on a text that has a sentence or line of no end."""
    for pattern, most, lacks in ((UNBROKEN, LONGEST_LINE, "句末标点"), (UNPARTED, LONGEST_WORDS, "标点")):
        if any(match.end() - match.start() > most for match in pattern.finditer(text)):
            raise ValueError(f"有一句话或一行超过 {most} 字，没有{lacks}也没有换行")


def check_count(what: str, count: int) -> None:
    """Raises `ValueError` where there is more of something than `MOST` has."""
    most, called = MOST[what]
    if count > most:
        raise ValueError(f"有 {count} {called}，超过 {most}，请拆成几个文件")


def check_cells(count: int) -> None:
    """Raises `ValueError` where tables have so many cells."""
    if count > MOST_CELLS:
        raise ValueError(f"表格有 {count} 格，超过 {MOST_CELLS}，请拆成几个文件")
