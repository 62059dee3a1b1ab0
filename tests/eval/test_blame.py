"""The first step to blame for an answer that is not right."""

import pytest

from eval.blame import Fault, blame
from eval.records import Record
from rag.schema import Status
from tests.builders.answers import answer, citation, walked
from tests.builders.cases import case, found, record, silent

DONE = walked("guard", "rewrite", "scope", "retrieve", "extract", "verify")
OTHER = (citation("别的话"),)


@pytest.mark.parametrize(
    ("fault", "asked", "got"),
    [
        (Fault.BROKEN, case(), record(answer(status=Status.FAULT, steps=DONE))),
        (Fault.ANSWERED, silent(), record(answer(steps=DONE))),
        (Fault.EXTRACT, silent(), record(answer(status=Status.NOT_FOUND, steps=DONE))),
        (Fault.GUARD, case(), Record(case="c1", answer=answer(status=Status.REFUSED, steps=walked("guard", "verify")))),
        (
            Fault.SCOPE,
            case(),
            Record(case="c1", answer=answer(status=Status.WHICH_REGION, steps=walked("guard", "rewrite", "scope"))),
        ),
        (Fault.SCOPE, case(), record(answer(steps=DONE, citations=OTHER), found(title="松岭市公共服务规划"))),
        (Fault.RETRIEVE, case(), record(answer(steps=DONE, citations=OTHER), found("别的话"))),
        (
            Fault.RETRIEVE,
            case(),
            record(answer(status=Status.NOT_FOUND, citations=(), steps=DONE), found(handed=False)),
        ),
        (
            Fault.VERIFY,
            case(),
            record(
                answer(
                    status=Status.NOT_FOUND,
                    citations=(),
                    steps=walked("guard", "scope", "retrieve", "verify", verify="all 1 sentences withheld"),
                )
            ),
        ),
        (Fault.ABSTAIN, case(), record(answer(status=Status.NOT_FOUND, citations=(), steps=DONE))),
        (Fault.PLACE, case(), record(answer(steps=DONE, citations=OTHER))),
        (Fault.EXTRACT, case(must=[["420元"]]), record(answer(steps=DONE))),
    ],
    ids=lambda value: value if isinstance(value, Fault) else "",
)
def test_a_wrong_answer_is_blamed_on_a_step(fault: Fault, asked, got: Record) -> None:
    assert blame(asked, got) is fault
