"""What a line by itself can be in a table that came out one cell a line: a value, a unit, an attribute, a heading."""

import re

from ingest.quantities.comparators import any_word
from ingest.quantities.figures import is_unit

MIN_HEADERS = 3  # header cells in a row that make a table
HEADING = re.compile(
    r"第[〇零一二三四五六七八九十百]+[篇章节]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|专栏|附件|注[:：]"
)
"""How a line begins that ends a table."""
VALUE = re.compile(
    r"[\[［(（〔【]?\s*+[<>≤≥＜＞]?\s*+(?:\d[\d.,]*+|[xX×]{1,4}(?:[.．][xX×]+)?)\s*+[%‰]?\s*+"
    rf"{any_word('cell', 'after')}?\s*+[\]］)）〕】]?|[-—–]++|/"
)
"""A figure or its blank, bounded or in brackets; a dash where there is none."""
HAN = re.compile("[\u4e00-\u9fff]")
INTEGER = re.compile(r"\d{1,3}")
ATTRIBUTES = re.compile(r"(?:预期|约束|指导|引导)性")
"""Of an indicator: what it binds its government to."""
WORDED = re.compile(r"目标|任务|应保尽保|全覆盖|提高|下降|控制|达到|完成|动态|保持|持续|改善|不低于|不高于|稳定|达标")
WORDS = re.compile(r"无|暂无|没有|不限|长期|永久|免费|全额|待定|全年|[一二三四甲乙丙]类|[-—–−/]+")
"""A cell that holds words where others hold figures; a dash says that there is none."""
SHORT_UNIT = 2  # characters
PER = re.compile(r"1?\s*[/／]\s*\d{0,3}\s*[十百千万亿]+人?")  # /10万


def is_worded(words: str) -> bool:
    """A target in words: 完成省州下达目标, 应保尽保, 持续提高."""
    return WORDED.search(words) is not None or WORDS.fullmatch(words) is not None


def is_unit_cell(words: str) -> bool:
    """%, 万人次, 1/10万: a known unit, or a word too short for an indicator's name that is no target (提高)."""
    return is_unit(words) or PER.fullmatch(words) is not None or (len(words) <= SHORT_UNIT and not is_worded(words))
