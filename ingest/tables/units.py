"""Units that stand apart from their figures: in a column's header (标准（元/月）), or above a table (单位：万元).

A header that gives one is written with it in brackets at its end, so that whoever has the column has the unit.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.quantities.comparators import any_word
from ingest.quantities.figures import figures, is_unit
from ingest.tables.cells import VALUE
from ingest.tables.grid import GridCell, Table
from ingest.tables.headers import COUNTING, UNIT, plain

IN_BRACKETS = re.compile(
    r"(.*\S)\s*[(（\[【]\s*(?:计量|金额)?(?:单位)?\s*[:：]?\s*([^()（）\[\]【】]{1,10}?)\s*[)）\]】]"
)
BEHIND_MARK = re.compile(r"(.*?[\u4e00-\u9fff])\s*(?:[,，:：]\s*(?:单位)?\s*[:：]?\s*|[/／]\s*)([^\s,，:：]{1,8})")
MONEY_AT_END = re.compile(r"(.*?[\u4e00-\u9fff])\s*([万亿]?元[/／]\S{1,6})")
STATED = re.compile(r"(?:计量|金额|货币)?单位\s*[:：]\s*([^\s()（）\]】:：][^()（）\]】:：\n|]{0,20})")
TITLED = re.compile(r".{0,16}[\u4e00-\u9fff]\s*[(（]([^()（）]{1,10})[)）](?:[,，][^,，。；;]{1,8})?[:：]?")
"""The line right above a table that names what it tells, with the unit: 2.2 标准（元/人·月）：."""
PARTS = re.compile(r"[、,，;；和及\s]+")
ABOVE = 3  # lines with words above a table, in which its unit may stand
LONGEST_ABOVE = 60  # characters of such a line
MOSTLY = 0.5  # share of a column's filled cells that are figures without a unit
# what names of columns say that they count; a unit stated above the table goes only where it can
MONEY = re.compile("投资|资金|金额|经费|补助|补贴|安排|预算|决算|收入|支出|标准|费|造价|财政|拨款|自筹|奖励|津贴|价|元")
SHARE = re.compile("率|比例|比重|占比|覆盖面|增幅|增速|%|％")
COUNT = re.compile(
    "人数|户数|个数|数量|床位|面积|里程|规模|人口|次数|年限|年份|年度$|时间|日期|电话|编码|代码|年龄|学位|处数|座数|数$"
)
MONETARY = re.compile("元")
BOUNDED = re.compile(
    rf"(?:{any_word('facts', 'before')}|{any_word('checks', 'before')})?\s*\d[\d,，.．' ]*"
    rf"(?:\s*(?:[-—–~～]+|至|到)\s*\d[\d,，.．' ]*)?\s*(?:{any_word('facts', 'after')})?"
)


def parted(header: str) -> tuple[str, str]:
    """The name of a column and the unit that its header gives, empty for none: 标准（元/月） is 标准 and 元/月."""
    for pattern in (IN_BRACKETS, MONEY_AT_END, BEHIND_MARK):
        match = pattern.fullmatch(header.strip())
        if match and is_unit(match[2]):
            return match[1], match[2]
    return header, ""


def measured(words: str, column: str) -> str:
    """A cell's words with the unit of its column where they are a bare figure: 83 under 标准（元/月） is 83元/月."""
    unit = parted(column)[1]
    if not unit or not BOUNDED.fullmatch(words.strip()):
        return words
    found = figures(words)
    if not found or any(figure.unit for figure in found):
        return words
    end = found[-1].end
    return f"{words[:end]}{unit}{words[end:]}"


def with_units(table: Table, text: str, since: int) -> Table:
    """The table with the unit of each column in its header: what the header says itself, else what stands above, behind
    the offset `since`. A table with a column of units is left as it is."""
    stated = _stated(text, since, table.start)
    names = [plain(cell.text) for cell in table.header]
    header = []
    for at, cell in enumerate(table.header):
        name, unit = parted(names[at])
        if not unit and stated and UNIT not in names and name not in COUNTING:
            unit = _unit_for(name, stated, [row[at] for row in table.rows])
            name = cell.text
        told = unit and not (IN_BRACKETS.fullmatch(cell.text) and parted(cell.text)[1] == unit)
        header.append(GridCell(f"{name}（{unit}）", cell.start, cell.end) if told else cell)
    return replace(table, header=tuple(header))


def _stated(text: str, since: int, start: int) -> list[str]:
    """The units that the lines above a table state."""
    above = [_said_once(line) for line in text[since:start].split("\n") if line.strip(" |")][-ABOVE:]
    for line in reversed(above):
        match = STATED.search(line) if len(line) <= LONGEST_ABOVE else None
        if match:
            words = match[1].strip()
            parts = [words] if is_unit(words) else PARTS.split(words)
            return [part for part in parts if is_unit(part)]
    named = TITLED.fullmatch(above[-1].strip()) if above else None
    return [named[1]] if named and is_unit(named[1]) else []


def _said_once(line: str) -> str:
    """A line, or a row's cells, each but once: one cell over several columns stands in each of them."""
    return " ".join(dict.fromkeys(cell.strip() for cell in line.split("|"))) if "|" in line else line


def _unit_for(name: str, stated: Sequence[str], cells: Sequence[GridCell]) -> str:
    """Which of the stated units a column's figures have: the one of its kind; a single one also where the name tells no
    other kind."""
    filled = [cell.text for cell in cells if cell.text.strip("-—–/ ")]
    bare = [words for words in filled if VALUE.fullmatch(words) and not any(f.unit for f in figures(words))]
    if not filled or len(bare) < MOSTLY * len(filled) or name in ("序号", "编号"):
        return ""
    money, share = bool(MONEY.search(name)), bool(SHARE.search(name))
    count = bool(COUNT.search(name)) and not money
    for unit in stated:
        monetary = bool(MONETARY.search(unit))
        if (monetary and money and not share) or (unit in ("%", "％") and share):
            return unit
    if len(stated) == 1 and not share and not (count and MONETARY.search(stated[0])):
        return stated[0]
    return ""
