"""Every value that the desk shows has its words."""

from enum import StrEnum

import pytest

from ingest.schema import RowKind
from rag.letter.flags import FlagKind
from ui.desk import words
from ui.desk.accounts import Role
from ui.desk.sign_off import FALLEN
from ui.desk.standing import Fallen
from ui.desk.values import Did, State
from ui.inbox import Why

LABELS = [
    (Role, words.ROLES),
    (State, words.STATES),
    (Did, words.DID),
    (RowKind, words.ROWS),
    (FlagKind, words.FLAGS),
    (Fallen, FALLEN),
    (Why, words.WHY),
    (Why, words.TO_DO),
]


@pytest.mark.parametrize("kinds, labels", LABELS, ids=lambda one: one.__name__ if isinstance(one, type) else "")
def test_every_kind_has_a_label_of_its_own(kinds: type[StrEnum], labels: dict[StrEnum, str]) -> None:
    assert {*labels} == {*kinds} and len({*labels.values()}) == len(labels)
    assert all(label.strip() for label in labels.values())
