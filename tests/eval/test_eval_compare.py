"""What became better, worse or otherwise between two runs."""

from eval.compare import changes
from tests.builders.cases import finished, scored


def verdicts(old, new) -> dict[str, str]:
    return {change.id: change.verdict for change in changes(old, new)}


def test_every_question_that_differs_gets_its_verdict() -> None:
    old = finished(
        scored(id="same"),
        scored(id="won", right=False),
        scored(id="lost"),
        scored(id="reworded", first="甲。"),
        scored(id="status"),
        scored(id="dropped"),
    )
    new = finished(
        scored(id="same"),
        scored(id="won"),
        scored(id="lost", right=False),
        scored(id="reworded", first="乙。"),
        scored(id="status", status="partial"),
        scored(id="added"),
    )
    assert verdicts(old, new) == {
        "won": "better",
        "lost": "worse",
        "reworded": "changed",
        "status": "changed",
        "dropped": "only here",
        "added": "only there",
    }


def test_blanks_and_width_are_no_change() -> None:
    assert verdicts(finished(scored(first="共 360元。")), finished(scored(first="共３６０元。"))) == {}


def test_both_texts_are_shown() -> None:
    (change,) = changes(finished(scored(first="甲。")), finished(scored(first="乙。")))
    assert (change.before, change.after, change.question) == ("甲。", "乙。", "校车补助多少?")
