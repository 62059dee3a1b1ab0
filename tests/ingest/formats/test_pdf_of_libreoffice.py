"""The plan as LibreOffice prints it: tables without lines, a row that a page cuts. Skipped where it is not installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from ingest.schema import RowKind
from tests.builders.office import INDICATORS, PROSE, STANDARDS, TITLE, Saved, plan_docx
from tests.ingest.formats.test_same_plan import CELLS, parsed, rows_of

SOFFICE = shutil.which("soffice")


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_the_plan_is_the_same_as_libreoffice_prints_it(tmp_path: Path) -> None:
    assert SOFFICE is not None
    (tmp_path / "plan.docx").write_bytes(plan_docx())
    command = [SOFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", tmp_path, tmp_path / "plan.docx"], check=True, capture_output=True, timeout=120
    )
    plan = parsed(Saved(file="plan.pdf", data=(tmp_path / "plan.pdf").read_bytes))
    found = [rows_of(plan, RowKind.STANDARD), rows_of(plan, RowKind.INDICATOR)]
    wanted = [STANDARDS[1:], INDICATORS[1:]]
    cells = [(table, at, cell) for table, rows in enumerate(wanted) for at, row in enumerate(rows) for cell in row]
    right = sum(at < len(found[table]) and cell in found[table][at] for table, at, cell in cells)
    assert right >= CELLS * len(cells), found
    titles = [section.title for section in plan.sections[1:] if section.title != "正文"]
    assert titles == [words for level, words in PROSE if level] + ["第三章 服务标准", "第四章 主要指标"]
    assert (plan.document.title, plan.document.period) == (TITLE, "2021-2025")
