"""Figures of a sentence that need not stand in its evidence: how many things it lists, what the question said, a ratio.

None of them is taken where the evidence has another figure that it could stand for.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from ingest.quantities.figures import Figure, figures
from ingest.text.fold import fold, fold_same_length
from rag.verification.claims import Claim
from rag.verification.figures_in_context import FigureInContext, figures_of, words_of
from rag.verification.statements import STATEMENTS
from rag.verification.sums import read_sums
from rag.verification.writings import in_digits

COUNTED = frozenset(STATEMENTS["counts"]["units"])
KINDS = frozenset(STATEMENTS["counts"]["kinds"])
HAN = "一二三四五六七八九"
PER = {Decimal(100): "百", Decimal(1_000): "千", Decimal(10_000): "万"}
OF_TEXT, COUPLE = re.compile(STATEMENTS["counts"]["of_text"]), re.compile(STATEMENTS["counts"]["couple"])
SAID_BEFORE = re.compile("(?:一共|总共|共计|共|这|合计)$")
FIVE_YEARS = re.compile('十[一二三四五六]五[”"]?(?:规划|时期|期间)?(?:的|这)?$')
NUMERALS = re.compile("[一二三四五六七八九十百]+")
CLASSES = frozenset(STATEMENTS["counts"]["classes"])
BOUNDED = re.compile(r"\s*(?:以[上下内]|左右|多)")
THIS = re.compile(STATEMENTS["counts"]["this"])
OWN, WRONG = re.compile(STATEMENTS["compared"]["own"]), re.compile(STATEMENTS["compared"]["wrong"])
CLAUSE = re.compile(r"[，,。；;：:]")
LISTING = re.compile(
    r"[^，,。；;：:、和与及]{0,12}?(?:[：:，,；;]|是|为|有|即|分别|包括|依次|各)"
)  # what brings in a list
TOLD = frozenset(STATEMENTS["counts"]["told"])
ALL_OF, STRETCH, ENDS = (
    re.compile(STATEMENTS["counts"]["all"]),
    re.compile(r"[。；;：:，,\n]"),
    re.compile("等.{0,12}$"),
)
LEVELS = tuple("省市州县区乡镇村")
PORTION = "份"
KIN = tuple(STATEMENTS["words"]["kin"].split())
PEOPLE, ONE_EACH = frozenset(("人", "名", "户", "个")), ("一人", "一个人", "每人")
TIME_OR_HOUSE = re.compile("(?:人)?(?:一|每)?(?:年|个?月|户|天|次)")
QUOTED = re.compile('[“"]([^“”"]{2,12})[”"]')
SHARE_OF = re.compile(r"\d+(?:\.\d+)?/$")
ADDED = re.compile("[+＋]")
WRONG_BEHIND = re.compile(STATEMENTS["compared"]["wrong_behind"])
HELD_AGAINST = re.compile(STATEMENTS["compared"]["held_against"])
PLACES = "处"  # of the plan, each a citation: 两处写法不同
ITEMS = re.compile(r"[、和及与或]|以及")
MOST_COUNTED = 20  # things that a sentence can list
BELOW, ABOVE = re.compile("不到|将近|接近|近|不足"), re.compile("超过|多于|略高于")
ROUGHLY = Decimal(5)  # points of a share that 将近 or 超过 may leave
BESIDE = Decimal("0.05")  # by which a ratio may be off that is said without 多 or 近


def allowed(one: FigureInContext, claim: Claim, known: Sequence[FigureInContext]) -> bool:
    """Whether a figure of a sentence needs no evidence."""
    return (
        _this(one, claim)
        or _asked(one, claim)
        or _per(one, claim)
        or _named_as_one(one, claim)
        or _counted(one, claim, known)
        or _in_name(one, claim)
        or _of_sum(one, claim)
        or _ratio(one, claim)
    )


def _this(one: FigureInContext, claim: Claim) -> bool:
    """这一档, 另一所, 一所是."""
    if one.figure.value != 1:
        return False
    before, behind = claim.text[: one.figure.start], claim.text[one.figure.end :]
    if one.figure.unit == "次" and before.endswith(("个月", "周", "天")):
        return True  # 3个月1次
    if (
        one.figure.unit == "级"
        and before.endswith(LEVELS)
        and behind.startswith(("人民政府", "政府", "以上", "的", "层面", "或", "和", "、"))
    ):
        return True  # 省一级政府
    if one.figure.unit == PORTION:
        return True  # 个人交一份
    if one.figure.unit in PEOPLE and (TIME_OR_HOUSE.match(behind) or before.endswith(ONE_EACH)):
        return True  # 一人一年, 一个人一户: what is said of each
    return bool(THIS.search(before)) or (one.figure.unit in COUNTED and behind.startswith(("是", "为")))


def _asked(one: FigureInContext, claim: Claim) -> bool:
    """The question's own figure, where it is said not to be so, or is an age of who asks."""
    asked = (*figures(claim.question), *figures(in_digits(claim.question)))
    clause = CLAUSE.split(claim.text[: one.figure.start])[-1]
    after = claim.text[one.figure.end :]
    if any(map(one.figure.same, asked)) and WRONG_BEHIND.match(after):
        return True
    of_kin = any(word in clause and word in claim.question for word in KIN)  # 奶奶68岁
    if one.figure.unit == "岁" and (of_kin or OWN.search(claim.text) or HELD_AGAINST.match(after)):
        runs = (figure for run in NUMERALS.findall(claim.question) for figure in figures(f"{run}岁"))
        return any(one.figure.value == figure.value for figure in (*asked, *runs))
    return any(map(one.figure.same, asked)) and bool(WRONG.search(clause))


def _in_name(one: FigureInContext, claim: Claim) -> bool:
    """“四名”培养: stands in the evidence in the same quotation marks; 14/10万: is what another figure is a share of."""
    held = fold("\n".join(map(words_of, claim.cited)))
    text = fold_same_length(claim.text)
    for match in QUOTED.finditer(text):
        inside = match.start(1) <= one.figure.start and one.figure.end <= match.end(1)
        if inside and match[1] in held and not match[1][0].isdigit():  # “95%以上” is no name
            return True
    share = SHARE_OF.search(text[: one.figure.start])
    return share is not None and f"{share.group()}{one.figure.text}".replace(" ", "") in held.replace(" ", "")


def _of_sum(one: FigureInContext, claim: Claim) -> bool:
    """三项合计, 两个娃: as many as the sum adds up, or takes the same amount times."""
    if one.figure.unit not in COUNTED or not 2 <= one.figure.value <= MOST_COUNTED:
        return False
    return any(
        len(found.operands) == one.figure.value and ADDED.search(claim.sum) is not None
        for found in read_sums(claim.sum)
    )


def _per(one: FigureInContext, claim: Claim) -> bool:
    """每一千人, 一百张床: what another figure is per, where the evidence says 每千 or 每百."""
    power = PER.get(one.figure.value)
    return power is not None and any(f"每{power}" in words_of(evidence) for evidence in claim.cited)


def _named_as_one(one: FigureInContext, claim: Claim) -> bool:
    """两个数, 爸妈两个; 三个馆 of 三馆: as many as words beside it are, or as the evidence has in one word."""
    if one.figure.value == 5 and one.figure.unit == "年" and FIVE_YEARS.search(claim.text[: one.figure.start]):
        return True
    if one.figure.unit not in COUNTED or not 2 <= one.figure.value <= len(HAN):
        return False
    before, behind = claim.text[: one.figure.start], claim.text[one.figure.end :]
    if one.figure.value == 2 and (OF_TEXT.match(behind) or COUPLE.search(before)):
        return True
    word = f"{HAN[int(one.figure.value) - 1]}{behind[:1]}"
    held = "\n".join(map(words_of, claim.cited))
    return bool(behind[:1].strip("，,。；;、")) and re.search(f"(?<![十百千万]){re.escape(word)}", held) is not None


def _counted(one: FigureInContext, claim: Claim, known: Sequence[FigureInContext]) -> bool:
    """两所, 三档: as many things as the sentence or its citations list; of classes, as many as a piece of its evidence.

    A count that is bounded (3项以上) is the plan's own."""
    unit, value = one.figure.unit, one.figure.value
    if unit not in COUNTED or not 2 <= value <= MOST_COUNTED or value != int(value):
        return False
    if BOUNDED.match(claim.text, one.figure.end):
        return False
    if len(CLAUSE.split(claim.text[: one.figure.start])[-1].split("、")) == value:
        return True  # 省、市、县三级
    if any(other.figure.unit == unit and other.figure.value != value for other in known):
        return False
    if int(value) in set(_lists(one, claim)) or (unit in KINDS and int(value) in set(_kinds(one, claim))):
        return True
    before = claim.text[: one.figure.start]
    return unit in TOLD and ALL_OF.search(before) is not None and int(value) in set(_items(claim))


def _items(claim: Claim) -> Iterable[int]:
    """How many things each list of the evidence has: between full stops, colons and semicolons."""
    for text in (*(evidence.citation.quote for evidence in claim.cited if not evidence.citation.cells), *_cells(claim)):
        for stretch in STRETCH.split(fold_same_length(text)):
            if "、" in stretch:
                yield len([item for item in re.split("[、和与及]|以及", ENDS.sub("", stretch)) if item.strip()])
                yield len([item for item in re.split("、|和|以及", ENDS.sub("", stretch)) if item.strip()])
                yield len([item for item in stretch.split("、") if item.strip()])


def _kinds(one: FigureInContext, claim: Claim) -> Iterable[int]:
    """How many things a sentence lists before or behind the count (A、B和C这三项; 有3项，也就是A、B，还有C).

    Also how many the evidence parts by semicolons."""
    before, behind = claim.text[: one.figure.start], claim.text[one.figure.end :]
    listed = ITEMS.split(SAID_BEFORE.sub("", re.split("[。；;：:]|[有括是为得]", before)[-1]))
    yield len([item for item in listed if item.strip("，, ")])
    if LISTING.match(behind):
        for told in re.split("[。；;]", LISTING.sub("", behind, count=1)):
            yield len([item for item in re.split("、|，(?:还有|以及|和)|[和与及或]|以及", told) if item.strip()])
            yield len([item for item in re.split("[，,](?!.{0,12}、)|，(?:以及|还有)", told) if item.strip()])
    for text in (*(evidence.citation.quote for evidence in claim.cited if not evidence.citation.cells), *_cells(claim)):
        for stretch in text.split("。"):
            yield len([item for item in re.split("[；;]", stretch) if item.strip()])


def _lists(one: FigureInContext, claim: Claim) -> Iterable[int]:
    """How many things are listed: rows cited, items of a list, figures of one unit behind the count. What lists classes
    may stand in the evidence alone (分两档); how many schools or projects there are is never guessed from a list."""
    if one.figure.unit == PLACES or all(evidence.citation.cells for evidence in claim.cited):
        yield len(claim.cited)
    behind = claim.text[one.figure.end :]
    behind = behind if LISTING.match(behind) else ""
    amounts = [figure for figure in figures(behind) if not figure.is_year and figure.unit]
    for unit in {figure.unit for figure in amounts}:
        yield sum(figure.unit == unit for figure in amounts)
    quotes = (*(evidence.citation.quote for evidence in claim.cited), *_cells(claim))
    for text in (behind, *quotes) if one.figure.unit in CLASSES else (behind,):
        for piece in CLAUSE.split(fold_same_length(text)):
            yield len([item for item in ITEMS.split(piece) if item.strip()])
            *_, last = items = piece.split("、")
            yield len(items)
            yield len(items) + bool(ITEMS.search(last))


def _cells(claim: Claim) -> Iterable[str]:
    return (cell.quote for evidence in claim.cited for cell in evidence.citation.cells)


def _ratio(one: FigureInContext, claim: Claim) -> bool:
    """前者是后者的两倍多: of two figures that the sentence says."""
    if one.figure.unit == "%":
        return _share_of(one, claim)
    if one.figure.unit != "倍":
        return False
    said = [figure for figure in figures(claim.text) if not figure.is_year and figure.unit not in ("倍", "")]
    ratios = [a.value / b.value for a, b in _of_one_unit(said) if b.value]
    value, before, after = one.figure.value, fold(claim.text[: one.figure.start]), claim.text[one.figure.end :]
    if after.startswith("多"):
        return any(value < ratio < value + 1 for ratio in ratios)
    if before.endswith("近"):
        return any(value - 1 < ratio < value for ratio in ratios)
    return any(abs(ratio - value) <= BESIDE for ratio in ratios)


def _share_of(one: FigureInContext, claim: Claim) -> bool:
    """将近三分之二, 不到一半: of two amounts that the sentence or its sum says, off by no more than it says."""
    said = [figure for figure in figures(claim.text) if not figure.is_year and figure.unit not in ("倍", "%", "")]
    cited = [other.figure for evidence in claim.cited for other in figures_of(evidence)]
    said += [figure for found in read_sums(claim.sum) for figure in (*found.operands, found.result)]
    said = [figure for figure in said if any(map(figure.same, cited)) or claim.sum]
    shares = [100 * a.value / b.value for a in said for b in said if 0 < a.value < b.value]
    clause = CLAUSE.split(claim.text[: one.figure.start])[-1]
    below, above = BELOW.search(clause) is not None, ABOVE.search(clause) is not None
    least, most = (ROUGHLY if below else BESIDE), (ROUGHLY if above else BESIDE)
    return any(-most <= one.figure.value - share <= least for share in shares) if below or above else False


def _of_one_unit(said: Sequence[Figure]) -> Iterable[tuple[Figure, Figure]]:
    """The first of two that are compared stands first."""
    return ((a, b) for at, a in enumerate(said) for b in said[at + 1 :] if a.unit == b.unit)
