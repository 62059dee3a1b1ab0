"""The errors: one base, and the exit code that each promises."""

import re

import pytest

from ingest import errors
from ingest.errors import HuiminError, SourceError

TREE = {
    name: int(code) if code else None
    for name, code in re.findall(r"── (\w+)[^\n]*?(?:exit code (\d))?$", errors.__doc__ or "", re.M)
}
ALL = [error for error in vars(errors).values() if isinstance(error, type) and issubclass(error, HuiminError)]


def test_the_drawn_tree_names_every_error() -> None:
    assert TREE.keys() | {"HuiminError"} == {error.__name__ for error in ALL}


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, code in TREE.items() if code is not None])
def test_an_error_ends_the_program_with_the_drawn_code(name: str, code: int) -> None:
    assert getattr(errors, name).exit_code == code


def test_a_source_error_keeps_path_and_reason_apart() -> None:
    error = SourceError("plan.md", "文件是空的")
    assert (error.path, error.reason) == ("plan.md", "文件是空的")
    assert "'plan.md'" in str(error)
    assert "文件是空的" in str(error)
