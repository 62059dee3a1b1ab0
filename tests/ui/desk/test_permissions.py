"""Every page and route of the desk, asked by everybody: who may not is told so, and nothing happens."""

import pytest

from tests.builders.desk import LETTER, Office, Staff
from ui.desk.access import ALL, APPROVERS, EDITORS, PAGES, READERS, WRITERS, Access
from ui.desk.accounts import Role
from ui.door.routes import Body, passing

EVERY = [pytest.param(one, id=f"{one.method} {one.path}") for one in PAGES]
PUBLIC = {"/staff/login"}


def address(access: Access) -> str:
    return access.path.replace("{case}", "1").replace("{document}", "d1")


def sent(staff: Staff, access: Access, csrf: str) -> int:
    """The status that somebody gets; forms come with the token that is given."""
    path = address(access)
    if access.method == "GET":
        return int(staff.get(path).status_code)
    if access.body is Body.JSON:
        return int(staff.client.post(path, json={"text": "x"}, headers={"x-huimin-csrf": csrf}).status_code)
    if access.body is Body.UPLOAD:
        return int(staff.client.post(path, data={"csrf": csrf}, files={"other": b""}).status_code)
    return int(staff.client.post(path, data={"csrf": csrf}).status_code)


@pytest.fixture
def case(desk: Office) -> Office:
    """With a letter of another person's."""
    owner = desk.as_user("owner", Role.DRAFTER)
    owner.post("/staff/cases/new", letter=LETTER, received="2026-11-01", due="2026-11-30")
    return desk


@pytest.mark.parametrize("access", EVERY)
def test_nobody_gets_in_without_a_login(case: Office, access: Access) -> None:
    before = case.desk.cases.history(1)
    answer = sent(case.anonymous(), access, "")
    if access.path in PUBLIC:
        assert answer in (200, 403)
    elif access.method == "GET":
        assert answer == 303
    else:
        assert answer == 401
    assert case.desk.cases.history(1) == before


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("access", EVERY)
def test_a_role_opens_its_own_pages_and_no_other(case: Office, access: Access, role: Role) -> None:
    if access.roles is None:
        pytest.skip("for whoever comes")
    staff = case.as_user("somebody", role)
    before = case.desk.cases.history(1)
    csrf = staff.csrf()
    if role not in access.roles:
        assert sent(staff, access, csrf) == 403
        assert case.desk.cases.history(1) == before
        return
    if access.method == "POST":
        assert sent(staff, access, "wrong") == 403, "a form without its token"
        assert case.desk.cases.history(1) == before
    assert sent(staff, access, csrf) not in (401, 403, 404, 405, 500)


def test_the_roles_are_what_they_are_meant_to_be() -> None:
    assert {Role.DRAFTER} == WRITERS and {Role.APPROVER} == APPROVERS and {Role.EDITOR} == EDITORS
    assert READERS == WRITERS | APPROVERS and ALL == READERS | EDITORS
    public = {(one.method, one.path) for one in PAGES if one.roles is None}
    assert public == {("GET", "/staff/login"), ("POST", "/staff/login")}


@pytest.mark.parametrize("access", EVERY)
def test_the_door_lets_each_page_pass_with_its_own_method_alone(access: Access) -> None:
    routes = tuple(one.route(lambda _: True) for one in PAGES)
    path = address(access)
    assert passing(routes, access.method, path)
    methods = {one.method for one in PAGES if one.path == access.path}
    for other in {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"} - methods:
        assert passing(routes, other, path) is None
    longer = () if "{document}" in access.path else (path.replace("1", "1x") if "1" in path else f"{path}x",)
    for wrong in (f"{path}/", f"{path}/x", f"/x{path}", *longer):
        assert passing(routes, access.method, wrong) is None


def test_every_route_of_the_application_is_listed(desk: Office) -> None:
    from tests.ui.door.test_routes import every

    found = {(method, path) for method, path in every(desk.app.routes) if path.startswith("/staff")}
    assert found - {("HEAD", path) for _, path in found} == {(one.method, one.path) for one in PAGES}


def test_a_letter_is_shown_to_those_who_read_letters_alone(case: Office) -> None:
    editor = case.as_user("editor", Role.EDITOR)
    assert "13800138000" not in editor.get("/staff/cases/1").text
    approver = case.as_user("approver", Role.APPROVER)
    assert "13800138000" in approver.get("/staff/cases/1").text
    for path in ("/staff/cases", "/staff/cases/1/history", "/staff/replies"):
        assert "13800138000" not in approver.get(path).text


def test_a_disabled_account_is_out_at_once(case: Office) -> None:
    staff = case.as_user("somebody", Role.DRAFTER)
    assert staff.get("/staff/cases").status_code == 200
    case.desk.accounts.disable("somebody")
    assert staff.get("/staff/cases").status_code == 303
