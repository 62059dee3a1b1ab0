"""Files that LibreOffice writes, for tests that want it installed."""

import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

from ingest.formats.libreoffice import program
from tests.builders.office import Saved, plan_docx, plan_xlsx

INSTALLED = pytest.mark.skipif(program() is None, reason="LibreOffice is not installed")


@cache
def converted(data: bytes, suffix: str, kind: str) -> bytes:
    """A file (.docx, .xlsx) as another kind of LibreOffice: doc, rtf, odt, xls, ods …"""
    office = program()
    assert office
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place)
        (folder / f"plan{suffix}").write_bytes(data)
        subprocess.run(
            [
                office,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                *("--headless", "--convert-to", kind, "--outdir", str(folder / "out"), str(folder / f"plan{suffix}")),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return (folder / "out" / f"plan.{kind}").read_bytes()


CONVERTED = tuple(
    Saved(file=f"plan.{kind}", data=lambda make=make, suffix=suffix, kind=kind: converted(make(), suffix, kind))  # type: ignore[misc]
    for make, suffix, kinds in ((plan_docx, ".docx", ("doc", "rtf", "odt")), (plan_xlsx, ".xlsx", ("xls", "ods")))
    for kind in kinds
)
"""The plan in formats that LibreOffice writes."""
