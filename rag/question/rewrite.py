"""The question made whole: what it follows up on, and the concepts that it names, officially or in residents' words."""

import re
from dataclasses import replace

from ingest.identity.lexicon import mentions
from ingest.quantities.figures import figures
from ingest.text.fold import fold
from rag.question.small_talk import small_talk
from rag.question.terms import words_with_tags
from rag.schema import Draft

ASKS = re.compile(r"多少|好多|几|什么|啥|哪|谁|吗|怎|咋|何时")
OPENS = re.compile(r"^(那么?|还有|另外|也|又|再|其中)")  # words that may open a new matter as well
REFERS = re.compile(r"(呢|咧|哩)[?？。]?$|这(个|笔|项|钱|些)|那(个|笔|项|钱|些)|它|他们|上面|刚才|刚刚|前面|里头|里面")
# nouns that any question may ask for: by them alone nothing is named
ANY_MATTER = re.compile(
    r"标准|条件|部门|单位|材料|手续|时候|时间|地方|补贴|补助|津贴|金额|数额|比例|对象|范围|目标|期限|流程|人员|家庭|政策|规定|年龄|电话|一共|总共|合计|"
    r"孩子|娃娃|小孩|老人|学生|老师|爷爷|奶奶|爸爸|妈妈|父母|媳妇|老公|老婆|儿子|女儿|亲戚|朋友|邻居"
)
OWN_NOUNS = 2  # nouns of its own by which a question without a concept stands alone
SHORT = 11  # characters up to which a question without a concept of its own leans on the one before
# what a question may say anew of the one before, which is then no longer asked about: the age, the year, the school
SLOTS = tuple(
    map(
        re.compile,
        (
            r"(?:\d+(?:\s*[-—–~～至到]\s*\d+)?|[一二三四五六七八九十百]+)[多几来]?周?岁(?:以上|以下|及以上)?",
            r"到?20\d\d年?|[去今明]年|目标|完成|现状|目前|现在",
            r"[一二三四五六1-6]级|重度|中度|轻度|[甲乙丙丁ABCD]级",
            r"城[市镇里区乡]+|县城|农村|乡下|乡里|村里|乡镇",
            r"幼儿园|小学|初中|高中|中职|中专|大专|高职|本科|硕士|博士|研究生",
            r"集中|分散|散居|敬老院",
            r"(?:不|非)?(?:寄宿|住校|住宿)生?|走读生?|通校生?",
            r"公办|民办|普惠性?",
            r"[一二三]孩|[第头][一二三]?[个胎]",
            r"门诊|住院",
            r"个人|企业|单位",
            r"男[的性]?|女[的性]?",
            r"[全半]护理|[全半]?自理|[全半]?失能",
        ),
    )
)


def rewrite(draft: Draft) -> Draft:
    """Note what the lexicon knows in the question and, where it leans on the last one, that one; words stay."""
    found = mentions(draft.text)
    last = next(
        filter(_is_matter, (turn.content for turn in reversed(draft.question.history) if turn.role == "user")), ""
    )
    short = len(draft.text.rstrip("?？。 ")) <= SHORT
    leans = bool(last) and _leans(draft.text, short=short, names_one=bool(found))
    earlier = " ".join(_unsaid(fold(last), draft.text).split()) if leans else ""
    detail = "、".join(f"{m.words}={m.concept}" for m in found)
    return replace(draft, mentions=found, earlier=earlier, detail=f"{detail} after {earlier!r}" if earlier else detail)


def _is_matter(said: str) -> bool:
    """Whether there is something to follow up on: after 谢谢 one goes on with what was asked before."""
    return small_talk(fold(said), asked_before=False) is None


def _leans(text: str, *, short: bool, names_one: bool) -> bool:
    """Whether a question lacks what the one before says: it refers to that, or names no matter of its own."""
    alone = names_one or len(own_nouns(text)) >= OWN_NOUNS
    if REFERS.search(text):
        return True
    if OPENS.search(text):
        return not (alone and ASKS.search(text))
    return short and not alone


def own_nouns(text: str) -> list[str]:
    """Nouns that name a matter; cases of one (初中, 农村) and what any question asks for are none."""
    for slot in SLOTS:
        text = slot.sub(" ", text)
    nouns = (word for word, tag in words_with_tags(text) if tag.startswith(("n", "vn", "l", "j")) and len(word) > 1)
    return [word for word in nouns if not ANY_MATTER.search(word) and not ASKS.search(word)]


def _unsaid(last: str, text: str) -> str:
    """The last question without what this one says anew: of 城里低保多少 before 农村的呢 the 低保多少."""
    for slot in SLOTS:
        if slot.search(text):
            last = slot.sub(" ", last)
    units = {figure.unit for figure in figures(text) if figure.unit}
    for figure in reversed(figures(last)):
        if figure.unit in units:
            last = f"{last[: figure.start]} {last[figure.end :]}"
    return last
