"""The reply: written beside its evidence and checked while it is written, handed in, approved, and sent out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from starlette.responses import JSONResponse, Response

from ingest.clock import today
from rag.letter.live_check import Finding
from ui.desk.accounts import Role
from ui.desk.change import Change, ChangedError
from ui.desk.desk import Desk
from ui.desk.evidence import chosen
from ui.desk.history import compared, with_changes
from ui.desk.pages.asked import Asked, NotAllowedError, Route, number
from ui.desk.pages.show import go, show
from ui.desk.sign_off import FALLEN, GAP, contradictions, in_use, unsteady
from ui.desk.values import Case, Did, Source, State

LONGEST_REPLY = 30_000  # characters
MOST_SOURCES = 200
GAP_KIND = "gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a reply and the finding on it, if any."""

    text: str
    finding: Finding | None = None


def reply_page(desk: Desk, asked: Asked, case: Case, *, status: int = 200, **values: Any) -> Response:
    """`typed`: a text that is not saved; `theirs`: that the saved one is of somebody else meanwhile; `said`: why
    something was not done."""
    may_write = asked.user.may((Role.DRAFTER,)) and case.state.is_open
    typed = values.pop("typed", None)
    text = case.text if typed is None else typed
    sources = desk.cases.evidence(case.id) if case.approved else desk.cases.sources(case.id)
    held = [one for one in sources if not one.is_dropped]
    findings = desk.engine.check(text, [one.citation for one in held])
    words = asked.query.get("q", "").strip()[:200]
    known = {_place(one) for one in sources}
    found = desk.engine.search(words, case.region) if words and may_write else ()
    history = with_changes(desk.cases.history(case.id))
    shown = {
        "typed": text,
        "is_typed": typed is not None,
        "sources": sources,
        "fallen": {n: FALLEN[why] for n, why in unsteady(held, desk.answers.index.documents, today()).items()},
        "used": {one.n for one in in_use(sources, text)},
        "stretches": _stretches(text, findings),
        "findings": findings,
        "open": desk.sign_off.open(case) if typed is None else contradictions(text, findings),
        "reasons": desk.cases.reasons(case.id),
        "gaps": list(dict.fromkeys(GAP.findall(text))),
        "q": words,
        "found": [(Source(citation=one, hash=""), (one.document, one.start, one.end) in known) for one in found],
        "may_write": may_write,
        "may_approve": asked.user.may((Role.APPROVER,))
        and case.state is State.SUBMITTED
        and asked.user.id not in desk.sign_off.writers(case),
        "is_own": asked.user.id in desk.sign_off.writers(case),
        "others": desk.presence.writes(case.id, asked.user.id, asked.user.shown) if may_write else (),
        "last_return": next((one.event for one in history if one.event.kind is Did.RETURNED), None),
        "submitted": next((one.event for one in history if one.event.kind is Did.SUBMITTED), None),
        "theirs": (),
        "said": "",
    }
    return show("reply.html", asked, status=status, case=case, **shown | values)


def conflict(desk: Desk, asked: Asked, case: Case, typed: str) -> Response:
    """Somebody else saved meanwhile: both texts are there, and what was typed is kept."""
    desk.unsaved.keep(case.id, asked.user.id, typed, case.text_version)
    said = (
        f"{case.changed_name}在您修改的时候保存了这份答复。您写的文字还在下面，没有丢；"
        "再按一次保存，就用您的文字替换对方的。两份的不同之处列在编辑框下面。"
    )
    return reply_page(desk, asked, case, status=409, typed=typed, theirs=compared(case.text, typed), said=said)


def reply(desk: Desk, asked: Asked) -> Response:
    case = desk.cases.find(asked.case)
    if case.state is State.NEW and not case.text:
        return go(f"/staff/cases/{case.id}")
    left = desk.unsaved.find(case.id, asked.user.id) if case.state.is_open else None
    if left is None or left[0] == case.text:
        return reply_page(desk, asked, case)
    if left[1] != case.text_version:
        return conflict(desk, asked, case, left[0])
    return reply_page(desk, asked, case, typed=left[0], said="上次没有保存的文字已经恢复在编辑框里，请检查后保存。")


def saved(desk: Desk, asked: Asked, case: Case) -> Case:
    """The case with the text of the form. Raises `ChangedError`."""
    text = typed_text(asked.form.get("text", ""))
    if text == case.text:
        desk.unsaved.forget(case.id, asked.user.id)
        return case
    if number(asked.form.get("text_version", "")) != case.text_version:
        raise ChangedError(case)
    change = Change(user=asked.user.id, version=case.version, kind=Did.EDITED)
    return desk.cases.change(case.id, change, text=text, state=_edited(case.state))


def save(desk: Desk, asked: Asked) -> Response:
    case, text = desk.cases.find(asked.case), typed_text(asked.form.get("text", ""))
    if not case.state.is_open:
        return closed(desk, asked, case, text)
    try:
        saved(desk, asked, case)
    except ChangedError as error:
        return conflict(desk, asked, error.case, text)
    return go(f"/staff/cases/{case.id}/reply#saved")


def closed(desk: Desk, asked: Asked, case: Case, text: str) -> Response:
    """It was handed in or approved meanwhile: what was typed is kept and shown."""
    desk.unsaved.keep(case.id, asked.user.id, text, case.text_version)
    said = f"{case.changed_name}已经提交或批准了这份答复，现在不能保存。您写的文字还在下面，可以复制留用。"
    return reply_page(desk, asked, case, status=409, typed=text, theirs=compared(case.text, text), said=said)


def unsaved(desk: Desk, asked: Asked) -> Response:
    desk.unsaved.forget(asked.case, asked.user.id)
    return go(f"/staff/cases/{asked.case}/reply")


def check(desk: Desk, asked: Asked) -> Response:
    case, text = desk.cases.find(asked.case), asked.json.get("text")
    if not isinstance(text, str) or len(text) > LONGEST_REPLY:
        raise NotAllowedError("答复太长了", 422)
    text = typed_text(text)
    if case.state.is_open:
        version = asked.json.get("text_version")
        desk.unsaved.keep(case.id, asked.user.id, text, version if isinstance(version, int) else -1)
    held = [one for one in desk.cases.sources(case.id) if not one.is_dropped]
    findings = desk.engine.check(text, [one.citation for one in held])
    at = _units(text)
    return JSONResponse(
        {
            "findings": [
                {
                    "start": at(one.start),
                    "end": at(one.end),
                    "kind": one.kind,
                    "source": one.source,
                    "says": one.says,
                }
                for one in findings
            ]
            + [{"start": at(m.start()), "end": at(m.end()), "kind": GAP_KIND} for m in GAP.finditer(text)],
            "open": [{"key": one.key, "told": one.told} for one in contradictions(text, findings)],
            "text_version": case.text_version,
            "changed_by": case.changed_name,
            "is_open": case.state.is_open,
            "others": desk.presence.writes(case.id, asked.user.id, asked.user.shown),
        }
    )


def sources(desk: Desk, asked: Asked) -> Response:
    case = desk.cases.find(asked.case)
    if not case.state.is_open:
        raise NotAllowedError("提交审核以后不能改依据，请先撤回", 409)
    if "text" in asked.form:
        typed = typed_text(asked.form["text"])
        desk.unsaved.keep(case.id, asked.user.id, typed, number(asked.form.get("text_version", "")))
    held = list(desk.cases.sources(case.id))
    action, n = asked.form.get("action", ""), number(asked.form.get("n", ""))
    if action == "add":
        span = number(asked.form.get("start", "")), number(asked.form.get("end", ""))
        new = chosen(
            desk.answers.index,
            asked.form.get("document", ""),
            asked.form.get("row", ""),
            span,
            max((one.n for one in held), default=0) + 1,
        )
        if new is None or len(held) >= MOST_SOURCES:
            raise NotAllowedError("这一处在现在的文件里找不到了，请重新搜索", 409)
        if _place(new) not in {_place(one) for one in held}:
            held.append(new)
        kind, remark = Did.SOURCE_ADDED, f"[{new.n}] 《{new.citation.title}》"
    else:
        held = [replace(one, is_dropped=action == "drop") if one.n == n else one for one in held]
        kind, remark = (Did.SOURCE_DROPPED if action == "drop" else Did.SOURCE_BACK), f"[{n}]"
    change = Change(user=asked.user.id, version=case.version, kind=kind, remark=remark)
    desk.cases.rewrite(case.id, change, sources=held)
    words = asked.form.get("q", "")
    return go(f"/staff/cases/{case.id}/reply{f'?q={quote(words)}' if words else ''}#sources")


def typed_text(written: str) -> str:
    """Forms send lines with a carriage return."""
    return written.replace("\r\n", "\n").replace("\r", "\n").rstrip()[:LONGEST_REPLY]


def _edited(state: State) -> State:
    return State.RETURNED if state is State.RETURNED else State.DRAFTING


def _place(source: Source) -> tuple[str, int, int]:
    return source.citation.document, source.citation.start, source.citation.end


def _stretches(text: str, findings: Sequence[Finding]) -> tuple[Stretch, ...]:
    """The whole text in order, parted at what was found; where two overlap, the one that matters more."""
    found, here = list[Stretch](), 0
    for one in sorted(findings, key=lambda one: (one.start, one.kind == "supported")):
        if one.start < here:
            continue
        found += [Stretch(text=text[here : one.start]), Stretch(text=text[one.start : one.end], finding=one)]
        here = one.end
    return (*found, Stretch(text=text[here:]))


def _units(text: str) -> Any:
    """From a place in the text to that in a browser's, which counts rare characters twice (UTF-16)."""
    wide = [at for at, character in enumerate(text) if ord(character) > 0xFFFF]
    return lambda at: at + sum(1 for one in wide if one < at)


PAGES: tuple[Route, ...] = (
    ("GET", "/staff/cases/{case}/reply", reply),
    ("POST", "/staff/cases/{case}/reply", save),
    ("POST", "/staff/cases/{case}/unsaved", unsaved),
    ("POST", "/staff/cases/{case}/check", check),
    ("POST", "/staff/cases/{case}/sources", sources),
)
