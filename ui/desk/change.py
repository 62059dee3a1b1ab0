"""What somebody does to a case, and what may stand against it."""

from dataclasses import dataclass

from ui.desk.values import Case, Did


class ChangedError(Exception):
    """Somebody else changed the case since it was read."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.number)
        self.case = case


class GoneError(Exception):
    """There is no such case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Who does what to a case, and on which version of it they look."""

    user: int
    version: int
    kind: Did
    remark: str = ""
