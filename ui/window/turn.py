"""One exchange of the conversation as HTML: what was asked, the answer, what to do next, and its sources beside it."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape

from ingest.clock import today
from ingest.schema import Document
from rag.question.scope import region_name
from rag.schema import Answer, Contact, Status
from ui.feedback import Reason
from ui.render import answer_text
from ui.window.highlight import source_id, with_marks
from ui.window.large_figure import large_figure
from ui.window.saying import Said, also, plain, said
from ui.window.sources import CHINESE, sources_html
from ui.window.texts import Words

LONGEST_BEFORE = 24  # characters of the question before that are shown
NO_MATTER = (Status.SMALL_TALK, Status.CRISIS, Status.OTHER_REGION)  # of no plans of the region that was chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a visitor asked, as it may be shown and kept; `region` is a path, empty where none was chosen."""

    text: str
    region: str
    masked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What can be done after an answer. `regions` are paths to ask the same for, `choices` (label, question);
    `is_near`: whether the follow-ups are about what was asked; `is_placeless`: whether nobody said where."""

    region: str = ""
    regions: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    follow_ups: tuple[str, ...] = ()
    is_near: bool = True
    is_placeless: bool = False


def turn_html(
    asked: Asked, answer: Answer, then: Next, documents: Mapping[str, Document], words: Words, *, day: date
) -> str:
    """A settled exchange."""
    lead = (
        f"<h2 class='hm-unseen' id='answer-{answer.id}'>{escape(words.answered)}</h2>{_no_region(asked, then, words)}"
        f"{_status(answer, words)}{_lead(answer, words)}"
    )
    told = (
        f"{_for_whom(answer, words)}{_also(answer, words)}{_rests_on(answer, words)}{_notes(answer, words)}"
        f"{_choices(then, words)}{_contacts(answer, words)}"
    )
    rest = f"{_follow_ups(then, words)}{_actions(asked, answer, words)}"
    sources = sources_html(answer, documents, day, words)
    box = f"<div class='hm-answer' tabindex='-1' role='group' aria-labelledby='answer-{answer.id}'>"
    if answer.status is Status.NEAR:  # whom to call is known before one has read all that is only near
        body = f"{box}{lead}{told}</div>{sources}<div class='hm-answer hm-rest'>{rest}</div>"
    else:
        body = f"{box}{lead}{told}{rest}</div>{sources}"
    return (
        f"<article class='hm-turn hm-{answer.status}' id='turn-{answer.id}' aria-labelledby='asked-{answer.id}'>"
        f"{_question(asked, words, answer)}<div class='hm-reply'>{body}</div></article>"
    )


def working_html(asked: Asked, said: str, written: str, words: Words) -> str:
    """An exchange under way: what is being done, and the sentences that are already verified."""
    text = f"<p class='hm-lead' lang='zh-CN'>{escape(written)}</p>" if written else ""
    return (
        f"<article class='hm-turn hm-working' aria-busy='true'>{_question(asked, words)}<div class='hm-reply'>"
        f"<div class='hm-answer'>{text}<p class='hm-step'><span class='hm-dots' aria-hidden='true'></span>"
        f"{escape(said)}</p></div></div></article>"
    )


def notice_html(text: str) -> str:
    """Something to say that is no answer: the question is too long, or came too fast. Each is new to the page, so that
    it is drawn and read out again where it is said twice."""
    return f"<p class='hm-notice' id='notice-{time.monotonic_ns()}' role='alert'>{escape(text)}</p>"


def _question(asked: Asked, words: Words, answer: Answer | None = None) -> str:
    """What was asked, with the region that it was answered for: a question may name another than was chosen."""
    name = region_name(asked.region) if asked.region and _is_of_chosen(asked, answer) else ""
    region = f"<span class='hm-region'>{escape(name)}</span>" if name else ""
    masked = f"<p class='hm-masked'>{escape(words.masked)}</p>" if asked.masked else ""
    follows = _follows(asked, answer.follows, words) if answer and answer.follows else ""
    identity = f" id='asked-{answer.id}'" if answer else ""
    return (
        f"<div class='hm-asked'><h2 class='hm-unseen'>{escape(words.asked)}</h2>"
        f"<p{identity} lang='{_language(asked.text)}'>{region}{escape(asked.text)}</p>{masked}{follows}</div>"
    )


def _is_of_chosen(asked: Asked, answer: Answer | None) -> bool:
    """Whether an answer is of the region that was chosen."""
    if answer is None:
        return True
    cited = {citation.region for citation in answer.citations}
    is_there = answer.regions in ((), (asked.region,)) and answer.status not in NO_MATTER
    return is_there and cited <= {region_name(asked.region)}


def _language(text: str) -> str:
    """Of what a visitor wrote, for the voice that reads it."""
    return "zh-CN" if CHINESE.search(text) else "en"


def _follows(asked: Asked, before: str, words: Words) -> str:
    """What was taken from the question before, and a button that asks without it."""
    short = before if len(before) <= LONGEST_BEFORE else f"{before[:LONGEST_BEFORE]}……"
    return (
        f"<p class='hm-follows'><span>{escape(words.follows)}<span lang='zh-CN'>{escape(short)}</span></span>"
        f"<button type='button' data-do='alone' data-question='{escape(asked.text)}' "
        f"data-region='{escape(asked.region)}'><span aria-hidden='true'>✕ </span>{escape(words.alone)}</button></p>"
    )


def _status(answer: Answer, words: Words) -> str:
    shown = answer.abstained and answer.status is not Status.SMALL_TALK
    return f"<p class='hm-status'>{escape(words.statuses[answer.status])}</p>" if shown else ""


def _lead(answer: Answer, words: Words) -> str:
    """The one figure that was asked for, if there is one, alone in large type; then the answer in full."""
    per, figure = large_figure(answer)
    base = f"<small>{escape(per)}</small>" if per else ""
    large = f"<p class='hm-key' aria-hidden='true'>{base}{escape(figure)}</p>" if figure else ""
    by_model = f"<p class='hm-by-model'>{escape(words.by_model)}</p>" if answer.mode.startswith("write") else ""
    lead = "".join(_stretch(answer, one, words) for one in said(answer))
    return f"<div lang='zh-CN'>{large}{lead}</div>{by_model}"


def _stretch(answer: Answer, one: Said, words: Words) -> str:
    if one.sides:
        sides = "".join(
            f"<div><dt>{escape(region)}</dt><dd>{with_marks(answer, text, words)}</dd></div>"
            for region, text in one.sides
        )
        return f"<dl class='hm-sides'>{sides}</dl>"
    items = "".join(f"<li>{with_marks(answer, item, words)}</li>" for item in one.items)
    opening = f"<p class='hm-lead'>{with_marks(answer, one.words, words)}</p>"
    return f"{opening}<ul class='hm-items'>{items}</ul>" if items else opening


def _for_whom(answer: Answer, words: Words) -> str:
    """The condition that goes with an amount: 服务对象 of the cited row, where the answer does not say it."""
    return _row_of(words.who, "；".join(escape(one.partition("：")[2]) for one in answer.conditions))


def _also(answer: Answer, words: Words) -> str:
    return _row_of(words.also, "；".join(escape(text) for _, text in also(answer)))


def _row_of(title: str, shown: str) -> str:
    return f"<dl class='hm-who'><dt>{escape(title)}</dt><dd lang='zh-CN'>{shown}</dd></dl>" if shown else ""


def _rests_on(answer: Answer, words: Words) -> str:
    """In one line what an answer rests on, as a way to its source."""
    if answer.abstained or not answer.citations:
        return ""
    first = answer.citations[0]
    place = f"《{first.title}》{''.join(first.section[-1:])}"
    more = f"，{escape(words.more_sources.format(count=len(answer.citations)))}" if len(answer.citations) > 1 else ""
    return (
        f"<p class='hm-rests'>{escape(words.rests_on)} <a href='#{source_id(answer, first.n)}' class='hm-to' "
        f"lang='zh-CN'>{escape(place)}</a> · {escape(words.text_kinds[first.text_kind])}{more}</p>"
    )


def _notes(answer: Answer, words: Words) -> str:
    return "".join(
        f"<p class='hm-note hm-note-{note.kind}'><b>{escape(words.notes[note.kind])}</b>"
        f"<span lang='zh-CN'>{escape(note.text)}</span></p>"
        for note in answer.notes
    )


def _no_region(asked: Asked, then: Next, words: Words) -> str:
    """What is missing comes first: that no region was chosen, and a choice of them."""
    regions = [(region_name(path), asked.text, path) for path in then.regions]
    told = f"<p class='hm-note hm-note-region'>{escape(words.without_region)}</p>" if then.is_placeless else ""
    return told + _chips(words.choose_region, regions, "hm-choices")


def _choices(then: Next, words: Words) -> str:
    kinds = [(label, question, then.region) for label, question in then.choices]
    return _chips(words.clarify, kinds, "hm-choices")


def _follow_ups(then: Next, words: Words) -> str:
    title = words.follow if then.is_near else words.try_these
    return _chips(title, [(ask, ask, then.region) for ask in then.follow_ups], "hm-follow")


def _chips(title: str, chips: Sequence[tuple[str, str, str]], kind: str) -> str:
    """(label, question, region) as buttons that ask."""
    if not chips:
        return ""
    buttons = "".join(
        f"<li><button type='button' data-ask='{escape(question)}' data-region='{escape(region)}'>{escape(label)}"
        "</button></li>"
        for label, question, region in chips
    )
    return f"<div class='hm-chips {kind}'><h3>{escape(title)}</h3><ul lang='zh-CN'>{buttons}</ul></div>"


def _contacts(answer: Answer, words: Words) -> str:
    """Whom to turn to: below an answer in one line, where nothing was found each with a number to call."""
    if not answer.contacts:
        return ""
    if not answer.abstained:
        shown = "，".join(_in_line(contact, words) for contact in answer.contacts)
        return f"<dl class='hm-who'><dt>{escape(words.turn_to)}</dt><dd lang='zh-CN'>{shown}</dd></dl>"
    entries = "".join(_contact(contact, words) for contact in answer.contacts)
    return f"<div class='hm-contacts'><h3>{escape(words.turn_to)}</h3><ul lang='zh-CN'>{entries}</ul></div>"


def _in_line(contact: Contact, words: Words) -> str:
    label = escape(words.call.format(phone=contact.phone))
    phone = f" <a href='tel:{escape(contact.phone)}' aria-label='{label}'>{escape(contact.phone)}</a>"
    details = _details(contact, words)
    return f"{_name(contact)}{phone if contact.phone else ''}{f'（{details}）' if details else ''}"


def _details(contact: Contact, words: Words) -> str:
    bring = words.bring.format(things=contact.bring) if contact.bring else ""
    return "，".join(escape(part) for part in (contact.hours, contact.address, bring) if part)


def _name(contact: Contact) -> str:
    name = escape(contact.name)
    if not contact.link:
        return name
    return f"<a href='{escape(contact.link)}' target='_blank' rel='noopener noreferrer'>{name}</a>"


def _contact(contact: Contact, words: Words) -> str:
    details = _details(contact, words)
    label = escape(words.call.format(phone=contact.phone))
    phone = f"<a class='hm-phone' href='tel:{escape(contact.phone)}' aria-label='{label}'>{escape(contact.phone)}</a>"
    small = f"<small>{details}</small>" if details else ""
    return f"<li><span>{_name(contact)}{small}</span>{phone if contact.phone else ''}</li>"


def _actions(asked: Asked, answer: Answer, words: Words) -> str:
    shown = answer_text(replace(answer, answer=plain(answer)))
    copied = f"{words.asked}：{asked.text}\n{shown}\n—— {words.title}，{today().isoformat()}"
    reasons = "".join(
        f"<label><input type='radio' name='reason-{answer.id}' value='{reason}' required>"
        f"<span>{escape(getattr(words, reason))}</span></label>"
        for reason in Reason
    )
    buttons = "".join(
        f"<button type='button' data-do='{name}'>{escape(label)}</button>"
        for name, label in (("speak", words.speak), ("copy", words.copy_), ("print", words.print))
    )
    return (
        f"<div class='hm-actions'>{buttons}<span class='hm-rate' role='group' aria-label='{escape(words.rate)}'>"
        f"<button type='button' data-do='helpful'>{escape(words.helpful)}</button>"
        f"<button type='button' data-do='unhelpful' aria-expanded='false'>{escape(words.unhelpful)}</button></span>"
        f"</div><form class='hm-why' hidden><fieldset><legend>{escape(words.why)}</legend>{reasons}</fieldset>"
        f"<label>{escape(words.more)}<textarea name='words' rows='2' maxlength='500'></textarea></label>"
        f"<button type='submit'>{escape(words.submit)}</button></form>"
        f"<p class='hm-said' role='status'></p><pre class='hm-copy' hidden>{escape(copied)}</pre>"
    )
