"""Which candidates can answer the question at all, before any is weighed against another.

A new filter is one function and one line in `FILTERS`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.audit import PLACEHOLDER
from ingest.schema import RowKind
from ingest.tables.headers import NUMBER
from ingest.text.fold import fold
from rag.extraction.candidates import Candidate
from rag.extraction.cases import of_another_case
from rag.extraction.eligibility import AGE, asker_facts, eligible
from rag.extraction.extraction import Extraction
from rag.extraction.groups import for_another_group, gives_a_sign
from rag.extraction.levels import asked_levels, level_of
from rag.extraction.school_levels import of_another_level
from rag.extraction.told_by import TOLD_BY
from rag.question.matter import own_nouns
from rag.question.parsed_question import ParsedQuestion, folded
from rag.question.terms import bare
from rag.schema import Hit

NEAR = 0.8  # how near a word must be to one of the question to tell, alone, that something is about it
# words that tell an amount without a figure: all of them, nothing to pay, what rules or authorities set
INSTEAD = re.compile(r"全覆盖|全部|全额|全面|应.尽.|清零|免费|不收|确定|制定|规定|执行|公布|核定|按照?|参照|标准")

DANGLING = re.compile(r"(每[人户月年天生例学期次床]+|不[低少高多]于|不超过|[达控]到?|分别为?|为|至少|给予|按照?)\s*$")

ASKING = ("？", "?")
CAPTION = re.compile(r"(?:附?表|图)\s*[〇一二三四五六七八九十\d]+(?:[-—–.]\d+)?(?:\s|[:：])[^，,。；;\d]{2,24}")
INVESTMENT = re.compile(r"投资|概算|预算|造价|资金额|资金规模")
INVESTED = re.compile(r"投|资金|预算|概算|造价|经费|总价|(花|用)(了|掉)?(多少|好多|几)|建.{0,8}(多少|好多|几)")
WORDED = ("what", "who", "materials", "lead", "payer", "meaning", "address", "contact", "way")
INDICATORS_ASKED = re.compile(r"指标|目标|率|比例|达到|数值|水平")

WHICH_ONES = re.compile(r"哪[几两二三四五六七八九十](?!年|天|月)")
COUNT = re.compile(r"\d[\d.]*\s*万?(?:个|所|家|处|座|片|间|张|户|套|台|辆|条|公里|人|名|对|项|件|场|册)")
BETWEEN = re.compile(r"[、，,；;和及]")
# columns that tell one thing, and how that is asked for
TELLS_ONE_THING = (
    (re.compile(r"资金来源|资金渠道"), re.compile(r"钱|资金|[出掏]|财政|承担|负担|经费|来源|哪来|拨|投")),
    (
        re.compile(r"(?:牵头|责任|配合|主管|承办|实施)(?:单位|部门)"),
        re.compile(r"谁|部门|单位|[局委办]|负责|管|找|牵头|配合|联系|哪[里儿家个]|归"),
    ),
    (
        re.compile(r"(?:完成|建成|竣工|开工|实施)(?:时限|时间|期限)"),
        re.compile(
            r"时[候间限]|[啥何几]时|哪[一年天]|几[年月号天]|[今明后]年|20\d\d|多[久长]|期|快|啥会|完成|完工|开工|建成|进度|到位"
        ),
    ),
)
# whether one thing shuts out another, asked and told
BOTH_ASKED = re.compile(
    r"(?:都|同时|一起|一块|两[个样项份头]|再|还能?|叠加|重复|又)[^,，。?？]{0,6}(?:领|拿|享受|申请|办|要|补|报)[^,，。?？]{0,8}(?:吗|么|吧|不|没|嘛)?[?？。]?$|(?:能不能|可不可以|可以|能)(?:都|同时|一起|重复|叠加|再)[^,，。?？]{0,4}(?:领|拿|享受|申请|报)"
)
TOLD_OF_BOTH = re.compile(
    r"不(?:得|能|可|再)?(?:重复|叠加|同时|兼得)|(?:只能|仅限|任)[选择享]|择[一优高]|二选一|就高|可(?:以)?(?:与|和|同时|叠加|一并)|同时享受|仍可|不享受|不予|除外|不影响"
)
OF_THE_QUESTION = 0.3  # share of the question's weight that words on both hold
# whom to turn to is told by no standard, and not by who pays
TURN_TO = re.compile(r"(?:找|去|到|上|问|联系)(?:的?是)?(?:哪|谁|啥|什么)")
NO_BODY = re.compile(r"支出责任|资金(?:来源|渠道)|.{0,2}标准|服务对象")
MONEY_ASKED = re.compile(r"钱|资金|[出掏]资|财政|承担|负担|经费|来源")
SENTENCE_END = re.compile(r"[。；;\n]")
SHORTEST_NAME = 4  # characters of a row's name that another's may be narrower than

Test = Callable[[Candidate], bool]
Filter = Callable[[ParsedQuestion, Sequence[Hit]], Test]


def spoken_of(parsed: ParsedQuestion, hits: Sequence[Hit]) -> Test:
    """None can, where no hit holds a word of the question or one near to it: of 1+1等于几 a figure is no word."""
    words = [at for at, term in enumerate(parsed.terms) if not term.words.isdigit()]
    texts = [hit.passage.text for hit in hits]
    held = _hold(texts, parsed, words)
    return lambda one: held


def named_anew(parsed: ParsedQuestion, hits: Sequence[Hit]) -> Test:
    """None can, where a question that follows up names a thing of its own that no hit holds: what was asked before is
    no answer to 火箭呢."""
    if not any(term.start < 0 for term in parsed.terms):
        return lambda one: True
    nouns = [word for word in own_nouns(parsed.text) if parsed.text.count(word) == 1]  # not named before
    new = [at for at, term in enumerate(parsed.terms) if term.start >= 0 and term.words in nouns]
    texts = [f"{hit.passage.text} {' '.join(hit.section)}" for hit in hits] if new else []
    held = not new or _hold(texts, parsed, new)
    return lambda one: held


def told_by_kind(parsed: ParsedQuestion, _: Sequence[Hit]) -> Test:
    """An answer to some answer types speaks of certain things: who pays, of money."""
    pattern = TOLD_BY.get(parsed.answer_type.kind)
    return lambda one: pattern is None or pattern.search(one.text) is not None


def amounts(parsed: ParsedQuestion, _: Sequence[Hit]) -> Test:
    """Where an amount is asked for: a figure, its blank, or words that stand for one."""
    asked = parsed.answer_type.kind == "amount"
    return lambda one: not asked or _tells_an_amount(one, parsed)


def new_words(parsed: ParsedQuestion, _: Sequence[Hit]) -> Test:
    """What only says what the question says already (六类重点对象) answers nothing."""
    asked = bare(fold(parsed.text))  # not remembered, as texts of plans are
    return lambda one: folded(one.text).strip("。:：") not in asked


def same_school_level(parsed: ParsedQuestion, _: Sequence[Hit]) -> Test:
    """A row that is by its name for other schools than those that the question names is not meant, nor is a stretch of
    it that names others only."""

    def test(one: Candidate) -> bool:
        row = one.hit.row
        if row is None:
            return True
        by_name = of_another_level(parsed.text, row.name, one.hit.passage.text)
        return not by_name and not of_another_level(parsed.own, one.answer_span.own, "")

    return test


def same_case(parsed: ParsedQuestion, _: Sequence[Hit]) -> Test:
    """Words that tell another case than that of the question (寄宿 for 走读) are not meant; who leads leads all."""
    one_for_all = parsed.answer_type.kind in ("lead", "payer", "meaning") or parsed.answer_type.several
    return lambda one: one_for_all or not of_another_case(parsed.text, one.text)


def same_group(parsed: ParsedQuestion, _: Sequence[Hit]) -> Test:
    """What is by its name or words for a group that shuts out the asker's (孕前 for 孕妇) is not meant."""

    def test(one: Candidate) -> bool:
        name = one.hit.row.name if one.hit.row else ""
        return not for_another_group(parsed.text, f"{fold(name)} {folded(one.text)}")

    return test


def not_narrower(parsed: ParsedQuestion, hits: Sequence[Hit]) -> Test:
    """Of 最低生活保障 and 无业重度残疾人最低生活保障 the narrower is not meant, where nothing that it adds is named."""
    names = {folded(hit.row.name) for hit in hits if hit.row is not None}
    asked = bare(fold(parsed.text))

    def is_meant(name: str) -> bool:
        wider = [other for other in names if len(other) >= SHORTEST_NAME and other != name and other in name]
        added = name.replace(max(wider, key=len), " ") if wider else ""
        return not wider or _shares_a_pair(added, asked) or gives_a_sign(asked, added)

    meant = {name: is_meant(name) for name in names}
    return lambda one: one.hit.row is None or meant[folded(one.hit.row.name)]


def of_its_level(parsed: ParsedQuestion, _: Sequence[Hit]) -> Test:
    """Of a table of shares (省级、市级、县级) those of the levels that are asked about."""
    named = asked_levels(parsed.own)
    return lambda one: not named or one.cell is None or level_of(one.cell.column) in ("", *named)


def of_its_column(parsed: ParsedQuestion, _: Sequence[Hit]) -> Test:
    """A column that tells one thing by its name (资金来源, 牵头单位, 完成时限) answers those only who ask for that."""
    closed = [column for column, asked in TELLS_ONE_THING if not asked.search(parsed.text)]
    return lambda one: not any(one.cell is not None and column.search(one.cell.column) for column in closed)


def whom_to_turn_to(parsed: ParsedQuestion, _: Sequence[Hit]) -> Test:
    """Who pays, and who sets the standard, is not whom to turn to (找哪个单位办)."""
    turns = TURN_TO.search(parsed.own) is not None and MONEY_ASKED.search(parsed.own) is None
    return lambda one: not (turns and one.cell is not None and NO_BODY.fullmatch(one.cell.column))


def for_the_asker(parsed: ParsedQuestion, _: Sequence[Hit]) -> Test:
    """A row that is by its name for other ages than the asker's (95—99周岁 for 87岁) is not meant."""
    ages = [fact for fact in asker_facts(parsed.text) if fact[1] == AGE]
    return lambda one: (
        not (ages and one.hit.row is not None and all(eligible([age], one.hit.row.name) < 0 for age in ages))
    )


def says_something(parsed: ParsedQuestion, _: Sequence[Hit]) -> Test:
    """A question, the caption of a table and the number of a row tell nothing."""
    return lambda one: (
        not (
            one.text.rstrip().endswith(ASKING)
            or CAPTION.fullmatch(one.text.strip()) is not None
            or (one.cell is not None and one.cell.column == NUMBER)
        )
    )


def asked_of_investment(parsed: ParsedQuestion, _: Sequence[Hit]) -> Test:
    """What a project costs is told to those only who ask for that: it is no fee and no allowance."""
    asked = INVESTED.search(parsed.text) is not None
    return lambda one: asked or not (one.cell is not None and INVESTMENT.search(one.cell.column))


def no_value_for_words(parsed: ParsedQuestion, _: Sequence[Hit]) -> Test:
    """What is examined, who may apply and which things there are is told in words, by no value of an indicator."""
    worded = parsed.answer_type.kind in WORDED and INDICATORS_ASKED.search(parsed.text) is None
    return lambda one: not (worded and not parsed.answer_type.computes and _of_indicator(one))


def names_not_counts(parsed: ParsedQuestion, _: Sequence[Hit]) -> Test:
    """Which ones there are is told by names: 新建4个、提升5个 says how many."""
    asked = parsed.answer_type.kind == "which" and WHICH_ONES.search(parsed.text) is not None
    return lambda one: not asked or _of_indicator(one) or not _only_counts(one.answer_span.own)


def on_both(parsed: ParsedQuestion, hits: Sequence[Hit]) -> Test:
    """Whether two things can be had together is told by words on that (只能选择一项, 不重复享受), where there are any
    that speak of what was asked."""
    asked = BOTH_ASKED.search(parsed.text) is not None
    told = asked and any(
        TOLD_OF_BOTH.search(words) and parsed.share(parsed.meant(words)) >= OF_THE_QUESTION
        for hit in hits
        for words in SENTENCE_END.split(hit.passage.text)
    )
    return lambda one: not told or TOLD_OF_BOTH.search(one.text) is not None


def said_to_the_end(parsed: ParsedQuestion, _: Sequence[Hit]) -> Test:
    """Words that break off before their figure (90周岁以上每人) tell nothing."""
    return lambda one: _of_indicator(one) or DANGLING.search(one.answer_span.own) is None


FILTERS: tuple[Filter, ...] = (
    spoken_of,
    named_anew,
    told_by_kind,
    amounts,
    new_words,
    same_school_level,
    same_case,
    same_group,
    not_narrower,
    of_its_level,
    of_its_column,
    whom_to_turn_to,
    for_the_asker,
    says_something,
    asked_of_investment,
    no_value_for_words,
    names_not_counts,
    on_both,
    said_to_the_end,
)


def filtered(found: Extraction) -> Extraction:
    """The candidates that pass all filters."""
    tests = [filter_(found.parsed, found.draft.hits) for filter_ in FILTERS]
    return replace(found, candidates=tuple(one for one in found.candidates if all(test(one) for test in tests)))


def _hold(texts: Sequence[str], parsed: ParsedQuestion, terms: Sequence[int]) -> bool:
    """Whether one of the texts holds one of the question's terms, or a word near to it."""
    return any(parsed.degrees(text)[terms].any() or (parsed.meant(text)[terms] >= NEAR).any() for text in texts)


def _shares_a_pair(words: str, text: str) -> bool:
    """Whether a text holds two characters side by side of words, parted by blanks."""
    parts = words.split()
    return any(part[at : at + 2] in text for part in parts for at in range(len(part) - 1))


def _only_counts(own: str) -> bool:
    """Whether each of the things that words enumerate is but counted."""
    items = [item for item in BETWEEN.split(own) if item.strip()]
    return bool(items) and all(COUNT.search(item) for item in items)


def _of_indicator(one: Candidate) -> bool:
    return one.hit.row is not None and one.hit.row.kind is RowKind.INDICATOR


def _tells_an_amount(one: Candidate, parsed: ParsedQuestion) -> bool:
    cell = one.cell
    of_value = _of_indicator(one) or bool(cell and not cell.text)
    return of_value or bool(parsed.answers(one.text) or PLACEHOLDER.search(one.text) or INSTEAD.search(one.text))
