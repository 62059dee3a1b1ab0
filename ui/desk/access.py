"""Every page of the desk and who may open it. What is not listed here is not found, and a route of the application that
is not listed stops the start."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ui.desk.accounts import Role
from ui.door.routes import Body, Cost, Route

KB = 1024
FORM_BYTES = 768 * KB  # a letter of 20,000 characters takes nine bytes each in a form, and a reply as many
CHECK_BYTES = 256 * KB
FILE_MB = 10
UPLOAD_BYTES = FILE_MB * KB * KB
PLAN_BYTES = 50 * KB * KB  # as many as an ingest takes
NUMBER = r"\d{1,9}"
DOCUMENT = r"[0-9A-Za-z_.-]{1,80}"
WRITERS = frozenset({Role.DRAFTER})
READERS = frozenset({Role.DRAFTER, Role.APPROVER})
APPROVERS = frozenset({Role.APPROVER})
EDITORS = frozenset({Role.EDITOR})
ALL = frozenset(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One route. `path` is written as the application writes it; `roles`: None for whoever comes."""

    path: str
    roles: frozenset[Role] | None
    method: str = "GET"
    body: Body = Body.FORM
    most_bytes: int = FORM_BYTES
    query: tuple[str, ...] = ()
    cost: Cost = Cost.REQUEST

    def route(self, admits: Callable[[str], bool]) -> Route:
        """What the door is told. `admits` tells by its cookies whether a request is of somebody who is logged in."""
        path = re.escape(self.path).replace(r"\{case\}", NUMBER).replace(r"\{document\}", DOCUMENT)
        return Route(
            path=path,
            method=self.method,
            cost=self.cost,
            body=self.body,
            most_bytes=self.most_bytes if self.method == "POST" else 0,
            query=self.query,
            admits=admits if self.roles is not None else None,
            is_plain=True,
        )


def _post(path: str, roles: frozenset[Role]) -> Access:
    return Access(path=path, roles=roles, method="POST")


CASE = "/staff/cases/{case}"
PAGES: tuple[Access, ...] = (
    Access(path="/staff", roles=ALL),
    Access(path="/staff/login", roles=None, query=("next",)),
    Access(path="/staff/login", roles=None, method="POST", cost=Cost.QUESTION),
    _post("/staff/logout", ALL),
    Access(path="/staff/password", roles=ALL),
    _post("/staff/password", ALL),
    # letters
    Access(path="/staff/cases", roles=READERS, query=("q", "state", "mine", "overdue")),
    Access(path="/staff/cases/new", roles=WRITERS),
    _post("/staff/cases/new", WRITERS),
    Access(path="/staff/cases/upload", roles=WRITERS, method="POST", body=Body.UPLOAD, most_bytes=UPLOAD_BYTES),
    Access(path=CASE, roles=READERS),
    _post(f"{CASE}/details", WRITERS),
    _post(f"{CASE}/matters", WRITERS),
    _post(f"{CASE}/draft", WRITERS),
    Access(path=f"{CASE}/drafting", roles=READERS),
    Access(path=f"{CASE}/reply", roles=READERS, query=("q",)),
    _post(f"{CASE}/reply", WRITERS),
    _post(f"{CASE}/unsaved", WRITERS),
    Access(path=f"{CASE}/check", roles=WRITERS, method="POST", body=Body.JSON, most_bytes=CHECK_BYTES),
    _post(f"{CASE}/sources", WRITERS),
    _post(f"{CASE}/submit", WRITERS),
    _post(f"{CASE}/take-back", WRITERS),
    _post(f"{CASE}/approve", APPROVERS),
    _post(f"{CASE}/return", APPROVERS),
    _post(f"{CASE}/send", READERS),
    _post(f"{CASE}/reopen", READERS),
    Access(path=f"{CASE}/history", roles=READERS),
    _post(f"{CASE}/export", READERS),
    Access(path="/staff/replies", roles=READERS, query=("q",)),
    # plans
    Access(path="/staff/plans", roles=EDITORS),
    Access(path="/staff/plan/{document}", roles=EDITORS),
    Access(path="/staff/plan/{document}/file", roles=ALL),
    Access(path="/staff/plans/preview", roles=EDITORS, method="POST", body=Body.UPLOAD, most_bytes=PLAN_BYTES),
    _post("/staff/plans/add", EDITORS),
    _post("/staff/plans/withdraw", EDITORS),
    _post("/staff/plans/roll-back", EDITORS),
    # what residents asked in vain
    Access(path="/staff/in-vain", roles=EDITORS),
    _post("/staff/in-vain/done", EDITORS),
)


def access_of(method: str, path: str) -> Access | None:
    """By method and path as the application writes them."""
    return next((one for one in PAGES if one.method == method and one.path == path), None)
