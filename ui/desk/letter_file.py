"""A letter that came as a file: plain text, or Word read in the bounded process that reads plans."""

from pathlib import PurePath

from ingest.errors import SourceError
from ingest.formats.encoding import decode
from ingest.inputs import Input
from ingest.reading import reading
from ingest.settings import IngestSettings

TEXT, WORD = ".txt", ".docx"


def letter_of(name: str, data: bytes, settings: IngestSettings) -> str:
    """Its words. Raises `SourceError` where it cannot be read."""
    shown = PurePath(name.replace("\\", "/")).name[:100]
    suffix = PurePath(shown).suffix.lower()
    if not data.strip():
        raise SourceError(shown, "文件是空的")
    if suffix == TEXT:
        return decode(data, shown)
    if suffix == WORD:
        with reading(settings) as read:
            return read(Input(source=shown, data=data)).document.text
    raise SourceError(shown, f"只能上传 {TEXT} 或 {WORD} 文件；其他的请打开后复制文字粘贴")
