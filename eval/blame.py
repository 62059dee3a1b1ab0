"""Where on the answer path a wrong answer went wrong, as far as its record tells."""

from enum import StrEnum

from eval.cases import Case
from eval.evidence import found_among, holds, of_document, passage, quoted
from eval.records import Record
from rag.schema import Status


class Fault(StrEnum):
    """What failed, in the order of the answer path."""

    BROKEN = "broken"
    """A step raised an error."""
    ANSWERED = "answered"
    """Answered where the plans are silent."""
    GUARD = "guard"
    """Turned away unread."""
    SCOPE = "scope"
    """Looked for in another region, or in none."""
    RETRIEVE = "retrieve"
    """The evidence was not among the passages handed on."""
    VERIFY = "verify"
    """What was read or written was withheld."""
    ABSTAIN = "abstain"
    """Declined with the evidence at hand."""
    PLACE = "place"
    """Taken from another place than the evidence."""
    EXTRACT = "extract"
    """Taken from the right place, but not the words asked for, or not those alone."""


def blame(case: Case, record: Record) -> Fault:
    """The first step to blame for an answer that is not right."""
    answer, steps = record.answer, {step.name: step.detail for step in record.answer.steps}
    passages = [passage(one) for one in record.found]
    handed = [passage(one) for one in record.found if one.handed]
    cited = holds(case, quoted(answer.citations))
    elsewhere = bool(passages) and not any(of_document(case, one.title) for one in passages)
    faults = {
        Fault.BROKEN: answer.status is Status.FAULT,
        Fault.ANSWERED: case.abstain and not answer.abstained,
        Fault.EXTRACT: case.abstain,  # what it should not say stands in the sentence that declines
        Fault.GUARD: "scope" not in steps,
        Fault.SCOPE: "retrieve" not in steps or elsewhere,
        Fault.RETRIEVE: not found_among(case, handed) and not cited,
        Fault.VERIFY: answer.abstained and steps.get("verify", "").startswith("all "),
        Fault.ABSTAIN: answer.abstained,
        Fault.PLACE: not cited,
    }
    return next((fault for fault, there in faults.items() if there), Fault.EXTRACT)
