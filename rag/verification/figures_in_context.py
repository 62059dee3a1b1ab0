"""Figures with what the words around them make of them: bound, base, year, and whom or what they are about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.quantities.figures import Figure, figures
from ingest.tables.headers import UNIT
from ingest.tables.units import measured
from ingest.text.fold import fold_same_length
from ingest.text.split import sentences
from rag.cite import BRACKETED
from rag.schema import Evidence
from rag.verification.patterns import BASES, BOUNDS, PAST, UNITS_OF_NAMES

CLAUSE = re.compile(r"[，,。；;：:、(（+“”\"\n]")
SEGMENT = re.compile(r"[；;。\n]")
CAME_FROM = re.compile("[由从]$")  # 从31.5张提高到36张: the years of both are not those said before
CAME_TO = re.compile(r"^(?!.*\d).{0,2}(?:提高|增加|上升|增长|升|涨|提升|扩大|降低|减少|下降|降|减|调|加)[到至为]了?$")
SET_AGAINST, COMPARED = re.compile("[和与跟同比]$"), re.compile("^年?[^，,。；;]{0,4}相比")  # 2023年版和2021年版相比
AGAINST = re.compile(r"^(?:年)?(?:相)?比")  # 和2020年比: the figures behind are of other years
WENT_TO = re.compile(
    r"^[,，]?.{0,2}(?:提高?|增加?|上升|增长|升|涨|提升|扩大?|降低?|减少?|下降|调整?|改|变|上调|下调)了?[到至为]了?$"
)
HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
AFTERWARDS = 8  # characters behind a figure that may say what it is per: 530元/月, 530元每人每月
HEADER_YEAR = re.compile(r"(?:19|20)\d\d")
KEPT = 256  # pieces of evidence whose figures and words are remembered: those of some ten answers
FROM = re.compile("[要将拟是]*[由从]$")  # 要由11.2年提高到13年
BRACKET = re.compile(r"[(（][^()（）]{1,20}[)）]")  # 1000元(小学)
CLOSING = ("]", "］")
EACH = re.compile(r"每[人生户名个位床所村对]")
TOLD_OF = re.compile('(?:以[上下内])?[”"]?(?:讲|说|指|写)的是([^，,。；;]*)')  # 80%说的是普惠性幼儿园的覆盖率
THERE = re.compile("[有是设建成]$")
GIVEN_TO = re.compile(
    "(?:规定|要求|定|写)的$|发放|发给|给予|领取|享受|可以领|可领|能领|补助标准|(?:标准|比例)?(?:是|为|达到|达)$"
)  # of any amount
FOLLOWING = 6  # characters right behind a figure that say what it is about: 5分钟便利店
CLOSED = re.compile(r"^\s*(?:及|[(（]含[^()（）]{0,4}[)）])以[上下内]")  # 16周岁及以下 holds the bound itself
UNCLOSED = re.compile("(?:未满|不满|没满|不足|不到|(?<![不得能可应许准])(?:低于|小于|少于))[^，,。；;\\d]{0,2}$")
FROM_AGE = re.compile("^(?:就|才|开始)?起")  # 35岁起
RANKS = ("级", "档", "种", "届", "岁")  # units of figures that tell others apart: 一级95元,二级75元
CONTRACTED = re.compile("城乡|新旧|男女|公民办")  # 新旧场所分别达100%、80%: the first and the second
MEANT = {"城": "城市，城镇，城里", "乡": "农村，乡村，村里，乡下", "男": "男性，男职工", "女": "女性，女职工"}
YEARS_OLD = "岁"
BEHIND = 24  # characters behind a figure that may name what it is of
PAIRED = 14  # characters between two figures that share what they are per: 每生每年小学1000元,初中1250元


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureInContext:
    """A figure of a sentence or of a piece of evidence."""

    figure: Figure
    before: str
    """Words between the figure before and this one."""
    follows: str
    """The character behind it, where it is a Han one."""
    bound: str
    """up, down or nothing."""
    base: frozenset[str]
    year: int | None
    label: frozenset[str]
    """Character pairs, and ranks (80岁, 2级), that say what it is about."""
    past: bool
    """Whether the words around say that it is how things are or were."""
    behind: str = ""
    """Words right behind it, as far as the sentence or cell goes."""
    behind_all: str = ""
    """All words behind it."""
    closed: bool | None = None
    """Whether its bound holds itself: 16周岁及以下 does, 未满16周岁 does not; None where the words leave it open."""
    segment: str = ""
    """The words around it between semicolons."""
    piece: tuple[int, int] = (0, 0)
    """Which citation and which cell or sentence of it; figures of one piece can be mistaken for each other."""
    evidence: Evidence | None = None

    @property
    def in_cell(self) -> bool:
        """Whether it stands in a cell of a row that is cited."""
        return bool(self.evidence and self.evidence.citation.cells and self.piece[1] >= 0)

    @property
    def is_base(self) -> bool:
        """一年, 一个月: says what another figure is per and counts nothing."""
        return self.figure.value == 1 and bool(bases(self.figure.text))


def figures_in_context(text: str) -> tuple[FigureInContext, ...]:
    """Figures of a sentence, years among them."""
    plain = fold_same_length(text)
    found: list[FigureInContext] = []
    reached, year = 0, None
    ranks: frozenset[str] = frozenset()
    for figure in figures(plain):
        before = plain[reached : figure.start]
        after = plain[figure.end :]
        if figure.is_year:
            both = year is not None and SET_AGAINST.search(before) is not None and COMPARED.search(after) is not None
            year = None if both or AGAINST.match(after) else int(figure.value)
        one = FigureInContext(
            figure=figure,
            before=before,
            follows=after[:1] if HAN_RUN.match(after) else "",
            bound=_bound(CLAUSE.split(plain[: figure.start])[-1], after)
            or ("up" if figure.unit == YEARS_OLD and FROM_AGE.match(after) else ""),
            behind=after[:BEHIND],
            behind_all=after,
            closed=True if CLOSED.match(after) else False if UNCLOSED.search(plain[: figure.start]) else None,
            base=_base(before, after, found[-1] if found else None, figure),
            year=None if CAME_TO.search(before) or CAME_FROM.search(before) else year,
            label=(found[-1].label if found and WENT_TO.search(before) else _label(before, after)) | ranks,
            past=bool(PAST.search(plain) or CAME_FROM.search(before)),
            segment=f"{SEGMENT.split(plain[: figure.start])[-1]}{SEGMENT.split(plain[figure.start :])[0]}",
        )
        found.append(one)
        if figure.unit in RANKS:
            ranks |= {f"{figure.value}{figure.unit}"}
        elif not figure.is_year and not one.is_base:  # 一年补助500元: what stands before 500元 begins at 一年
            reached, ranks = figure.end, frozenset()
    return tuple(found)


@lru_cache(maxsize=KEPT)
def figures_of(evidence: Evidence) -> tuple[FigureInContext, ...]:
    """Figures of evidence in its quote, each cell with its header, and in its title, period and headings."""
    citation = evidence.citation
    found: list[FigureInContext] = []
    if citation.cells:
        unit = next((cell.quote for cell in citation.cells if cell.column == UNIT), "")
        unit = unit or next((m[1] for cell in citation.cells if (m := BRACKETED.search(cell.quote))), "")
        unit = unit or unit_of(evidence.name)
        for at, cell in enumerate(citation.cells):
            found += _of_cell(cell.column, cell.quote, unit, (citation.n, at))
    else:
        for at, (start, end) in enumerate(sentences(citation.quote)):
            found += [replace(one, piece=(citation.n, at)) for one in figures_in_context(citation.quote[start:end])]
    context = (citation.title, citation.period, *citation.section, *(cell.column for cell in citation.cells))
    found += [
        replace(one, bound="", base=frozenset(), year=None, piece=(citation.n, -1 - at))
        for at, words in enumerate(context)
        for one in figures_in_context(words)
    ]
    return tuple(replace(one, evidence=evidence) for one in found)


@lru_cache(maxsize=KEPT)
def words_of(evidence: Evidence) -> str:
    """All text that a sentence which cites the evidence may repeat."""
    citation = evidence.citation
    cells = (words for cell in citation.cells for words in (cell.column, cell.quote))
    return fold_same_length("\n".join((citation.quote, *cells, citation.title, citation.period, *citation.section)))


def unit_of(name: str) -> str:
    """What the values of a row are counted in by its name: 率 %, 床位数 张; empty where the name does not say."""
    return next((unit for unit, pattern in UNITS_OF_NAMES.items() if pattern.search(fold_same_length(name))), "")


def bases(text: str) -> frozenset[str]:
    """What figures of a text are per."""
    return frozenset(kind for kind, pattern in BASES.items() if pattern.search(text))


def pairs(text: str) -> frozenset[str]:
    """Pairs of Han characters that stand side by side."""
    return frozenset(run[at : at + 2] for run in HAN_RUN.findall(text) for at in range(len(run) - 1))


def respective(one: FigureInContext) -> frozenset[str]:
    """What a figure is about in 甲和乙分别为1和2; nothing where the words do not say so."""
    front, told, behind = one.segment.partition("分别")
    if not told:
        return frozenset()
    amounts = [figure.text for figure in figures(behind) if figure.unit == one.figure.unit]
    items = re.split("[和与及、]", re.split("[，,]", front)[-1])
    if one.figure.text not in amounts:
        return frozenset()
    if len(items) == 1 and (both := CONTRACTED.search(items[0])) and len(amounts) in (2, 4):
        character = both.group()[amounts.index(one.figure.text) % 2]
        return (
            pairs(MEANT[character])
            if character in MEANT
            else pairs(f"{character}{items[0][both.end() : both.end() + 1]}")
        )
    if len(amounts) != len(items):
        return frozenset()
    longest = max(map(len, items[:-1]), default=0)  # what stands behind the last item is said of all
    return pairs(items[amounts.index(one.figure.text)][: longest or None])


def _of_cell(column: str, quote: str, unit: str, piece: tuple[int, int]) -> Iterable[FigureInContext]:
    """A bare value gets the unit of its row; the header says its year and what it is."""
    bare = [figure for figure in figures(quote) if not figure.unit]
    glued = measured(quote, column)
    if glued == quote and len(figures(quote)) == len(bare) == 1 and not unit[:1].isdigit():
        end = bare[0].end if quote.rstrip().endswith(CLOSING) else len(quote.rstrip())  # [ 1.58 ]: summed over years
        glued = f"{quote[:end]}{unit}{quote[end:]}"
    header = HEADER_YEAR.search(column)
    for start, end in sentences(glued):
        for one in figures_in_context(glued[start:end]):
            yield replace(
                one,
                year=one.year or (int(header.group()) if header else None),
                base=one.base or bases(f"{column} {unit}"),
                label=one.label | pairs(column),
                piece=piece,
            )


def _bound(clause: str, after: str) -> str:
    for bound, (front, behind) in BOUNDS.items():
        if front.search(clause) or behind.match(after):
            return bound
    return ""


def _base(before: str, after: str, last: FigureInContext | None, figure: Figure) -> frozenset[str]:
    behind = CLAUSE.split(after[:AFTERWARDS])[0]
    behind = behind if behind.startswith(("/", "每", "一", "按")) else ""
    own = bases(f"{CLAUSE.split(before)[-1]}|{behind}") or bases(before)
    if not own and last and last.figure.unit == figure.unit and len(before) <= PAIRED:
        return last.base
    return own


def _label(before: str, after: str) -> frozenset[str]:
    """Pairs of the nearest words that say more than what a figure is per: right before it, right behind it, farther
    before; and of a bracket behind it."""
    bracket = BRACKET.match(after)
    found = pairs(bracket.group()) if bracket else frozenset()
    found |= frozenset().union(
        *(pairs(m.group()) for m in BRACKET.finditer(before) if m.start() and len(m.group()) > 5)
    )
    before = BRACKET.sub("", before)  # that of the figure before, or a word in another form: 学(专)科
    nearest, *others = reversed(CLAUSE.split(before))
    bounded = any(behind.match(after) for _, behind in BOUNDS.values())
    following = HAN_RUN.match(after) if not bounded else None
    if told := TOLD_OF.match(after):
        return pairs(told[1])
    if following and THERE.search(before):  # 还有3个县级应急广播平台
        found |= pairs(following.group()[:FOLLOWING])
    for words in (FROM.sub("", nearest), following.group()[:FOLLOWING] if following else "", *others):
        plain = GIVEN_TO.sub(" ", EACH.sub(" ", words))
        for pattern in (*BASES.values(), *(front for front, _ in BOUNDS.values())):
            plain = pattern.sub(" ", plain)
        if own := pairs(plain):
            return found | own
    return found
