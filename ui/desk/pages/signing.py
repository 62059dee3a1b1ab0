"""From a reply that is written to one that is sent: handed in, approved or returned, exported, opened again."""

import re
from typing import Any
from urllib.parse import quote

from starlette.responses import PlainTextResponse, Response

from ui.desk.change import ChangedError
from ui.desk.desk import Desk
from ui.desk.export import outgoing
from ui.desk.history import with_changes
from ui.desk.pages.asked import Asked, NotAllowedError, Route
from ui.desk.pages.reply import closed, conflict, reply_page, saved, typed_text
from ui.desk.pages.show import go, show
from ui.desk.sign_off import NotYetError
from ui.desk.values import Did
from ui.desk.word_file import word_file

REASON = "reason-"  # how the fields of reasons begin
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_NAME = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff_-]+")


def stepped(desk: Desk, asked: Asked, step: Any) -> Response:
    """A step of the sign-off; why it was not taken is said on the page."""
    case = desk.cases.find(asked.case)
    try:
        step(case)
    except NotYetError as error:
        return reply_page(desk, asked, desk.cases.find(case.id), status=422, said=str(error))
    except ChangedError as error:
        said = f"{error.case.changed_name}刚刚改了这封信，请看过现在的样子再决定。"
        return reply_page(desk, asked, error.case, status=409, said=said)
    return go(f"/staff/cases/{case.id}/reply")


def submit(desk: Desk, asked: Asked) -> Response:
    case, text = desk.cases.find(asked.case), typed_text(asked.form.get("text", ""))
    if not case.state.is_open:
        return closed(desk, asked, case, text)
    try:
        case = saved(desk, asked, case)
    except ChangedError as error:
        return conflict(desk, asked, error.case, text)
    reasons = {name.removeprefix(REASON): value for name, value in asked.form.items() if name.startswith(REASON)}
    return stepped(desk, asked, lambda _: desk.sign_off.submit(case, case.version, asked.user.id, reasons))


def take_back(desk: Desk, asked: Asked) -> Response:
    return stepped(desk, asked, lambda case: desk.sign_off.take_back(case, asked.version, asked.user.id))


def approve(desk: Desk, asked: Asked) -> Response:
    remark = asked.form.get("remark", "").strip()[:500]
    return stepped(desk, asked, lambda case: desk.sign_off.approve(case, asked.version, asked.user.id, remark))


def give_back(desk: Desk, asked: Asked) -> Response:
    remark = asked.form.get("remark", "")[:2000]
    return stepped(desk, asked, lambda case: desk.sign_off.give_back(case, asked.version, asked.user.id, remark))


def send(desk: Desk, asked: Asked) -> Response:
    return stepped(desk, asked, lambda case: desk.sign_off.send(case, asked.version, asked.user.id))


def reopen(desk: Desk, asked: Asked) -> Response:
    remark = asked.form.get("remark", "")[:500]
    return stepped(desk, asked, lambda case: desk.sign_off.reopen(case, asked.version, asked.user.id, remark))


def history(desk: Desk, asked: Asked) -> Response:
    case = desk.cases.find(asked.case)
    return show("history.html", asked, case=case, past=with_changes(desk.cases.history(case.id)))


def export(desk: Desk, asked: Asked) -> Response:
    case = desk.cases.find(asked.case)
    if not case.approved:
        raise NotAllowedError("批准以后才能导出", 409)
    evidence = desk.cases.evidence(case.id)
    digests = [one for one in evidence if one.is_digest]
    kind = "docx" if asked.form.get("kind") == "docx" else "txt"
    if digests and not asked.form.get("digests"):
        return show("export_ask.html", asked, case=case, digests=digests, kind=kind)
    made, name = outgoing(case, evidence), NO_NAME.sub("-", f"答复-{case.number}")
    desk.cases.note(case.id, asked.user.id, Did.EXPORTED, kind)
    headers = {"Content-Disposition": f"attachment; filename=\"reply.{kind}\"; filename*=UTF-8''{quote(name)}.{kind}"}
    if kind == "docx":
        return Response(word_file(made), media_type=WORD_TYPE, headers=headers)
    return PlainTextResponse(made.text, headers=headers)


PAGES: tuple[Route, ...] = (
    ("POST", "/staff/cases/{case}/submit", submit),
    ("POST", "/staff/cases/{case}/take-back", take_back),
    ("POST", "/staff/cases/{case}/approve", approve),
    ("POST", "/staff/cases/{case}/return", give_back),
    ("POST", "/staff/cases/{case}/send", send),
    ("POST", "/staff/cases/{case}/reopen", reopen),
    ("GET", "/staff/cases/{case}/history", history),
    ("POST", "/staff/cases/{case}/export", export),
)
