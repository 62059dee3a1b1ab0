"""What of its own a question says: nouns that name a matter, whom it is for, a benefit, a case of something."""

import re

from ingest.identity.lexicon import mentions, reworded
from rag.question.terms import words_with_tags

ASKS = re.compile(r"多少|好多|几|什么|啥|哪|谁|吗|怎|咋|何时")
ASKED = re.compile(rf"{ASKS.pattern}|[能要可][不否]|(.)[不没]\1|没得|[不没][?？。]?$")  # the particle 不 at the end too
BENEFITS = r"补贴|补助|津贴"
PEOPLE = (
    r"孩子|娃娃|小孩|老人|学生|老师|爷爷|奶奶|爸爸|妈妈|父母|媳妇|老公|老婆|儿子|女儿|亲戚|朋友|邻居"  # of any matter
)
# nouns that any question may ask for: by them alone nothing is named
ANY_MATTER = re.compile(
    rf"{BENEFITS}|{PEOPLE}|标准|条件|部门|单位|材料|手续|时候|时间|地方|金额|数额|资金|经费|比例|对象|范围|目标|期限|流程|人员|家庭|政策|规定|年龄|电话|"
    r"一共|总共|合计"
)
BENEFIT, PERSON = re.compile(rf"{BENEFITS}|报销|待遇|优惠|减免"), re.compile(PEOPLE)
NOUNS = ("n", "vn", "l", "j", "i")
# cases of a matter: what one question may say anew of another, the age, the year, the school
CASES = tuple(
    map(
        re.compile,
        (
            r"(?:\d+(?:\s*[-—–~～至到]\s*\d+)?|[一二三四五六七八九十百]+)[多几来]?周?岁(?:以上|以下|及以上)?",
            r"到?20\d\d年?|[去今明]年|目标|完成|现状|目前|现在",
            r"[一二三四五六1-6]级|重度|中度|轻度|[甲乙丙丁ABCD]级",
            r"城[市镇里区乡头]+|县城|农村|乡下|乡里|村里|乡镇",
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


def own_nouns(text: str) -> list[str]:
    """Nouns that name a matter; cases of one (初中, 农村) and what any question asks for are none."""
    text = _without_cases(text)
    nouns = (word for word, tag in words_with_tags(text) if tag.startswith(NOUNS) and len(word) > 1)
    return [word for word in nouns if not ANY_MATTER.search(word) and not ASKS.search(word)]


def names_one(text: str) -> bool:
    """Whether a text names something that can be looked up, or a case of it."""
    return bool(mentions(text) or own_nouns(text)) or any(case.search(text) for case in CASES)


def things(text: str, before: str = "") -> int:
    """How many things of its own a question says: its nouns, somebody, a benefit, cases of what `before`, the question
    that it may follow up on, says nothing of. With a benefit the lexicon's words for what somebody does or has count
    too: 看病 in 看病能报销多少."""
    nouns = len(own_nouns(text))
    cases = sum(bool(case.search(text)) and not case.search(before) for case in CASES)
    benefit, person = BENEFIT.search(text) is not None, PERSON.search(text) is not None
    known = benefit and any(not BENEFIT.search(words) and not ASKS.search(words) for _, words, _ in reworded(text))
    return nouns + cases + benefit + max(person, known and not nouns)


def _without_cases(text: str) -> str:
    for case in CASES:
        text = case.sub(" ", text)
    return text
