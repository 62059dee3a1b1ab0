"""What a question asks, one thing after another: 谁牵头?多少钱? asks two, A、B、C各多少 three.

Rules of the language alone; whether one answer serves them all is for extraction to see.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.question.answer_type import carrying

CLAUSE = re.compile(r"[^,，。;；?？!！\n]+[,，。;；?？!！\n]*")
ASKS = re.compile(
    r"多少|好多(?!人[说讲都]|年了)|(?<![好其他这那前后近十九八七六五三二])几(?![乎率何十百千])|什么(?!都)|啥(?!都)|哪|谁|吗|咋|怎[么样]|如何|何时|多[久大远高长]|有没[有得]|是否|(.)不\1|没得?$|不$|呢[?？]?$"
)
# who of two has more, what they differ by: asked of the things before, no thing of its own
BESIDE = (
    r"(哪|谁).{0,6}(高|低|多|少|大|小|快|慢|早|晚|强|长|短|划算|好)|差(了)?(多少|好多|几)|"
    r"(高|低|多|少|大|小)(出|了)?(多少|好多|几)|比.{1,12}(高|低|多|少)|一样"
)
SUMMED = r"加起来|合计|一共|总共|拢共"
COMPARES = re.compile(f"{BESIDE}|{SUMMED}")
COMPARED, TOTALLED = re.compile(BESIDE), re.compile(SUMMED)
# what a sum of the things before is asked with; what is left over names a thing of its own: of 危桥一共几座 the bridges
OF_A_SUM = re.compile(
    rf"{SUMMED}|[这那]?[两二三四五六七八九几\d](?:个|项|样|种|笔|份|口)(?:人|钱)?|每|[一整全]?(?:年|个?月|天|次|顿)|下来|能|可以|要|得|领|拿|发|补|交|给|花|用|钱|块|元|共|到|算|是|有|会|该|都|全|他|她|的|规划|里|写|[种类样条]|方式|方面"
)
# what somebody is told or said to ask, and small words at the end: 家长总来问有哪些, 有没有戏
TOLD = re.compile(
    r"听.{0,6}[说讲]|[人他她都老]说|来问|问问|问我|看看|关心|有没有(戏|用|盼头|希望|意思|道理)|怎么(回事|办|说)?$"
)
CONFIRMS = re.compile(
    r"^(这|那)?(是不是|是|对|真|没错|可以|行|好|要得|属实|准)(不对|的|这样|真的)?(吗|么|吧|不)?[?？。]?$"
)
ITEM = re.compile(r"[、]|(?<=.{2})(?:以及|还有|[和跟与及])(?=.{2})")
EACH = re.compile(r"(?:各|分别|各自|各个)(?=.{0,8}(?:多少|好多|几|什么|啥|哪|谁))")
ALL_OF_THEM = re.compile(r"[,，]?(?:我们?|咱们?|他们?|她们?|家里)?(?:都|[两二三](?:样|个|项)都?)[^,，、]{0,6}[,，]")
"""Between things that are named and what is asked of each: 养老金和高龄补贴我都要领，各领好多."""
THESE = re.compile(r"[这那](?:[两二三四五六七八九几]|\d)(?:个|类|种|段|项|样|级|块|者|方面)的?")
FEWEST_WORDS = 2  # characters of its own that a part has
MOST = 4  # parts that are answered
LONGEST_ITEM = 20  # characters of an item of an enumeration


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that is asked, in the question's words; `items`: the same of each thing that it enumerates."""

    text: str
    items: tuple[str, ...] = ()
    around: str = ""
    """What is said beside the enumeration, which each item leans on."""


def parts_of(text: str, places: Sequence[str] = ()) -> tuple[Part, ...]:
    """The things that a folded question asks, in its order; empty where it asks one thing only. `places`, the longest
    first, are names of regions, which are no things of their own."""
    parts = tuple(_part(one, places) for one in _stretches(text)[:MOST])
    return parts if len(parts) > 1 or any(part.items for part in parts) else ()


def _stretches(text: str) -> list[str]:
    """The question parted behind each clause that asks for something of its own; what is said around goes along."""
    found, open_words, asked = [], "", False
    for clause in CLAUSE.findall(text):
        bare = clause.strip(" ,，。;；?？!！\n")
        asks = ASKS.search(bare) is not None and not _names_what_follows(clause)
        talk = COMPARED.search(bare) or CONFIRMS.match(bare) or TOLD.search(bare)
        words = OF_A_SUM.sub("", bare) if asked and TOTALLED.search(bare) else bare
        own = asks and not talk and _words(words) >= FEWEST_WORDS
        if own and asked:
            found.append(open_words)
            open_words = ""
        open_words += clause
        asked = asked or own
    found.append(open_words)
    return [one.strip(" ,，。;；") for one in found if one.strip()]


def _names_what_follows(clause: str) -> bool:
    """Whether a clause only says what the next one asks about: 那西郊社区呢, of 那西郊社区呢,啥时候动工."""
    words = clause.rstrip()
    return words.endswith((",", "，")) and words.rstrip(",， ").endswith("呢")


def _words(clause: str) -> int:
    """Characters that say something beside what asks."""
    return sum(character.isalnum() for character in carrying(clause))


def _part(text: str, places: Sequence[str]) -> Part:
    items, clause = _items(text, places)
    around = text.replace(clause, "") if clause else ""
    return Part(text=text, items=items, around=around.strip(" ,，。;；?？:："))


def _items(text: str, places: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """What a part enumerates, and the stretch that does: of A、B各多少 each with its 多少; 机构多少、床位多少; three
    figures after a colon."""
    whole, of_all = text, ALL_OF_THEM.search(text)
    if of_all and EACH.match(text, of_all.end()):
        text = f"{text[: of_all.start()]}{text[of_all.end() :]}"
    clauses = [one for one in CLAUSE.findall(text) if ITEM.search(one)]
    for clause in reversed(clauses):
        bare = clause.strip(" ,，。;；?？!！\n")
        lead, colon, rest = bare.rpartition("：") if "：" in bare else bare.rpartition(":")
        listed = [one.strip() for one in ITEM.split(rest)]
        if len(listed) < 2 or any(not one or len(one) > LONGEST_ITEM + 10 for one in listed):
            continue
        context = text[: text.index(clause)] + lead
        if all(ASKS.search(one) and len(_without(one, places)) > FEWEST_WORDS for one in listed):
            return tuple(listed), rest
        if (each := EACH.search(rest)) and each.start() > rest.rfind("、"):
            named = [one.strip() for one in ITEM.split(rest[: each.start()]) if one.strip()]
            frame = rest[each.end() :]
            if these := THESE.search(named[-1]):
                frame, named[-1] = named[-1][these.end() :] + frame, named[-1][: these.start()]
            named, shared = _with_shared_end(named)
            frame = shared + frame
            if len(named) > 1 and all(0 < len(_without(one, places)) <= LONGEST_ITEM for one in named):
                return tuple(f"{one}{frame}" for one in named), bare if text == whole else whole
        if colon and len(listed) > 2 and not ASKS.search(rest) and all(len(one) <= LONGEST_ITEM for one in listed):
            years = "".join(re.findall(r"20\d\d年", context))
            return tuple(f"{years}{one}" for one in listed), rest
    return (), ""


def _with_shared_end(named: Sequence[str]) -> tuple[list[str], str]:
    """Of 祁连县 and 刚察县2030年床位 the two counties, and what is asked of both."""
    *others, last = named
    kind = others[0][-1:] if others else ""
    at = last.find(kind) if kind else -1
    if 0 < at < len(last) - 1 and all(one.endswith(kind) for one in others):
        return [*others, last[: at + 1]], last[at + 1 :]
    return list(named), ""


def _without(words: str, places: Sequence[str]) -> str:
    for place in places:
        words = words.replace(place, "")
    return words
