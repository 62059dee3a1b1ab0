"""What a letter asks, edited before anything is drafted, and the draft that is made of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from starlette.responses import Response

from ui.desk.change import Change, ChangedError
from ui.desk.desk import Desk
from ui.desk.pages.asked import Asked, Route, number
from ui.desk.pages.cases import LONGEST_MATTER, MOST_MATTERS, case_page, found_by, lines, listed, region_of
from ui.desk.pages.show import go, show
from ui.desk.values import Case, Did, Matter

NO_MATTERS = "没有要答复的问题：请先写下来信要问的事"
WRITTEN = "已经有答复了：要重新起草，请先勾选“替换现有的答复”"


def saved(desk: Desk, asked: Asked, case: Case, matters: tuple[Matter, ...], remark: str = "") -> Case:
    """`remark`: for the history, where it is not the matters alone. Raises `ChangedError`."""
    if matters == case.matters and asked.version == case.version:
        return case
    change = Change(user=asked.user.id, version=asked.version, kind=Did.MATTERS, remark=remark or listed(matters))
    return desk.cases.change(case.id, change, matters=matters)


def change_matters(desk: Desk, asked: Asked) -> Response:
    case = desk.cases.find(asked.case)
    if not case.state.is_open:
        return case_page(desk, asked, case, said="提交审核以后不能再改问题，请先撤回", status=409)
    action, _, at = asked.form.get("action", "save").partition("-")
    typed, remark = _typed(asked.form, desk.answers.index.regions), ""
    if action == "read":
        read = desk.engine.read(case.letter)
        remark = found_by(read)
        typed = [replace(one, region=one.region or case.region) for one in read.matters]
    matters = tuple(_acted(typed, action, number(at)))[:MOST_MATTERS]
    try:
        saved(desk, asked, case, tuple(one for one in matters if one.text) if action == "save" else matters, remark)
    except ChangedError as error:
        said = f"{error.case.changed_name}刚刚改了这封信。下面是您填的，还没有保存；再按一次保存，会替换对方的修改。"
        return case_page(desk, asked, error.case, matters, said=said, status=409)
    return go(f"/staff/cases/{case.id}#matters")


def draft(desk: Desk, asked: Asked) -> Response:
    case = desk.cases.find(asked.case)
    if not case.state.is_open:
        return case_page(desk, asked, case, said="提交审核以后不能重新起草，请先撤回", status=409)
    matters = tuple(one for one in _typed(asked.form, desk.answers.index.regions) if one.text)
    if not matters:
        return case_page(desk, asked, case, matters, said=NO_MATTERS, status=422)
    if case.text and not asked.form.get("again"):
        return case_page(desk, asked, case, matters, said=WRITTEN, status=422)
    try:
        case = saved(desk, asked, case, matters)
    except ChangedError as error:
        said = f"{error.case.changed_name}刚刚改了这封信。下面是您填的，还没有保存；请核对后再起草。"
        return case_page(desk, asked, error.case, matters, said=said, status=409)
    job = desk.drafting.begin(case, asked.user.id, dict(_reused(asked.form)))
    return _after(desk, asked, job.is_over, job.said)


def _after(desk: Desk, asked: Asked, is_over: bool, said: str) -> Response:
    if not is_over:
        return go(f"/staff/cases/{asked.case}/drafting")
    return go(f"/staff/cases/{asked.case}{'' if said else '/reply'}")


def drafting(desk: Desk, asked: Asked) -> Response:
    case, job = desk.cases.find(asked.case), desk.drafting.job(asked.case)
    if job is None or job.is_over:
        return _after(desk, asked, True, job.said if job else "")
    answer = show("drafting.html", asked, case=case, done=job.done)
    answer.headers["Refresh"] = "2"
    return answer


def _typed(form: Mapping[str, str], regions: tuple[str, ...]) -> list[Matter]:
    """The matters of the form, empty ones among them."""
    found = []
    for at in range(MOST_MATTERS):
        if f"text-{at}" not in form:
            break
        text = lines(form[f"text-{at}"]).strip()[:LONGEST_MATTER]
        region = region_of(form.get(f"region-{at}", ""), regions)
        found.append(Matter(text=text, region=region, lead=form.get(f"lead-{at}", "")[:LONGEST_MATTER]))
    return found


def _acted(matters: list[Matter], action: str, at: int) -> Iterator[Matter]:
    """The matters after a button: `join` with the one before, `split` at its line breaks, `remove`, `add`."""
    for n, one in enumerate(matters):
        follows = action == "join" and n + 1 == at
        if action == "remove" and n == at:
            continue
        if action == "join" and n == at and at > 0:
            continue
        if follows and at < len(matters):
            yield replace(one, text=f"{one.text}\n{matters[at].text}".strip())
        elif action == "split" and n == at:
            yield from (replace(one, text=line.strip()) for line in one.text.split("\n") if line.strip())
        else:
            yield one
    if action == "add":
        yield Matter(text="", region=matters[-1].region if matters else "")


def _reused(form: Mapping[str, str]) -> Iterator[tuple[int, tuple[int, int]]]:
    for at in range(MOST_MATTERS):
        case, _, position = form.get(f"reuse-{at}", "").partition("-")
        if number(case) >= 0 and number(position) >= 0:
            yield at, (number(case), number(position))


PAGES: tuple[Route, ...] = (
    ("POST", "/staff/cases/{case}/matters", change_matters),
    ("POST", "/staff/cases/{case}/draft", draft),
    ("GET", "/staff/cases/{case}/drafting", drafting),
)
