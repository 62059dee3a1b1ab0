"""Questions that must not be looked up (empty, endless, without a word that says anything, in distress, about one's own
file, unruly, small talk)."""

import re
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files

from ingest.identity.lexicon import reworded
from ingest.text.fold import fold
from rag.contacts import entries
from rag.question.answer_type import WAYS, answer_type_of
from rag.question.matter import ANY_MATTER, ASKED, BENEFIT, names_one, things
from rag.question.remarks import remark
from rag.question.small_talk import small_talk
from rag.replies import EMPTY_QUESTION, HOTLINE, LONG_QUESTION, NO_WORDS, REPLIES, SMALL_TALK
from rag.schema import Contact, Draft, Sentence, Status

# the same words over and over say no more than thrice, and each time costs work
REPEATED = re.compile(r"([^\d]{1,24}?)\1{5,}")  # no figure is touched: 1000000元
PART = re.compile(r"[^,，。；;:：!！?？]+[,，。；;:：!！?？]*")
LETTER = r"[^\W\d_\u3400-\u9fff]"  # of a script that writes words in letters
# what no subject is: signs, numbers and what they count or ask for, letters by themselves, words that only join others
SAYS_NOTHING = re.compile(
    r"(?:[\W_\d零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
    r"的了着过吗呢吧啊呀嘛哦嗯是不没有在和与及或也都就这那我你您他她它们"
    rf"元块钱人个名张次年月日天岁每几]|多少|(?<!{LETTER}){LETTER}(?!{LETTER}))*"
)
ASKS = re.compile(r"[?？]|多少|几|什么|哪|谁|吗|怎么|如何")
# how somebody begins to ask: 想问哈…的事, 我想咨询一下…的问题
OPENING = re.compile(
    r"^(我们?)?(就|还|再)?((想|要|来)(问|咨询|请教|打听|了解|晓得|知道)(问|一?下|一?哈|点|个|你|您|些)*|(问|咨询|打听|了解)(一?下|一?哈|个))|"
    r"的?(事情?|问题|情况)[。!！]?$"
)

# whose a number is: 12385是啥子电话
WHOSE = re.compile(
    r"(电话|热线|号码)?(?P<phone>\d{3,8})(到底)?(是|属于|归)(谁|哪里|哪儿|哪个|哪家|啥子?|什么)(单位|部门)?的?(电话|热线|号码?)?[呀啊嘛呢?？。]*"
)
OF_A_WAY = re.compile(rf"{ANY_MATTER.pattern}|申请|申领|办|领|报名|登记|带")  # what any way is asked for with


def problem(text: str, limit: int, written: int = 0) -> str | None:
    """What is wrong with a question before it is read at all; None where nothing is. `written` are the characters of
    the whole, where only its beginning came. A sign that is many when folded (U+FDFA is eighteen) counts as many."""
    length = max(len(text), written)
    if length <= limit:
        length = max(length, len(fold(text)))
    if not text.strip():
        return EMPTY_QUESTION
    if length > limit:
        return LONG_QUESTION.format(length=length, limit=limit)
    return None


class Guard:
    """Settles what needs no plan; folds the rest (width, traditional characters)."""

    def __init__(self, limit: int) -> None:
        self._limit = limit

    def __call__(self, draft: Draft) -> Draft:
        if reply := problem(draft.question.text, self._limit):
            return replace(draft, status=Status.REFUSED, sentences=(Sentence(text=reply),), detail="length")
        text = REPEATED.sub(r"\1\1\1", " ".join(fold(draft.question.text).split()))
        for status, patterns in _patterns().items():
            if found := patterns.search(text):
                if status is Status.REFUSED and (rest := _ruly(text, patterns)):
                    text = rest  # the orders are let drop, the question is answered
                    continue
                reply = REPLIES[status]
                return replace(draft, text=text, status=status, sentences=(Sentence(text=reply),), detail=found.group())
        asked_before = any(turn.role == "user" for turn in draft.question.history)
        said = "" if draft.question.in_letter else remark(text)  # a letter is read by staff, and may complain
        if kind := small_talk(text, asked_before=asked_before) or said:
            talk = (Sentence(text=SMALL_TALK[kind]),)
            return replace(draft, text=text, status=Status.SMALL_TALK, sentences=talk, detail=kind)
        if whose := _whose_number(text):
            told = (Sentence(text=HOTLINE.format(phone=whose.phone, name=whose.name)),)
            return replace(draft, text=text, status=Status.SMALL_TALK, sentences=told, detail="hotline")
        if _names_nothing(text) or (not asked_before and _says_nothing(text)):
            nothing = (Sentence(text=NO_WORDS),)
            return replace(draft, text=text, status=Status.NOT_FOUND, sentences=nothing, detail="no words")
        return replace(draft, text=text)


def is_matter(text: str) -> bool:
    """Whether a folded message that was sent before asked for something that another may follow up on: thanks,
    complaints and orders did not."""
    orders = any(_patterns()[status].search(text) for status in (Status.CRISIS, Status.REFUSED))
    return not (orders or small_talk(text, asked_before=False) or remark(text) or _names_nothing(text))


def _names_nothing(text: str) -> bool:
    """Whether a message only says that it is about a benefit or money, any: 补助, 想问哈钱的事."""
    rest = OPENING.sub(" ", text)
    if not (rest != text or BENEFIT.search(text)) or ASKED.search(rest) or names_one(rest):
        return False
    return SAYS_NOTHING.fullmatch(ANY_MATTER.sub(" ", rest)) is not None and not rest.rstrip(" 。").endswith("呢")


def _says_nothing(text: str) -> bool:
    """Whether a message has no word that says anything, where nothing was asked before it."""
    return SAYS_NOTHING.fullmatch(text) is not None or _asks_the_way_to_nothing(text)


def _asks_the_way_to_nothing(text: str) -> bool:
    """Whether a question asks how, where or with what to apply, and not for what: 要带什么材料, 去哪办."""
    if answer_type_of(text).kind not in WAYS or names_one(text) or things(text):
        return False
    return not any(not ASKED.search(words) and not OF_A_WAY.search(words) for _, words, _ in reworded(text))


def _whose_number(text: str) -> Contact | None:
    """The hotline that a question gives the number of and asks for; None where none is known or more is asked."""
    asked = WHOSE.fullmatch(text)
    return next((one.contact for one in entries() if asked and one.phone == asked["phone"]), None)


def _ruly(text: str, orders: re.Pattern[str]) -> str:
    """A question without the parts that give orders; empty where nothing is asked in the rest."""
    parts = [part for part in PART.findall(text) if not orders.search(part)]
    rest = "".join(parts).strip(" ,，:：。")
    return rest if any(ASKS.search(part) for part in parts) else ""


@cache
def _patterns() -> dict[Status, re.Pattern[str]]:
    data = tomllib.loads((files("rag.question") / "data" / "guard.toml").read_text(encoding="utf-8"))
    return {Status(name): re.compile("|".join(patterns)) for name, patterns in data.items()}
