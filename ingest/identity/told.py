"""What a file tells of itself, as those read it who conclude issuer, number, date and region from it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.identity.signature import Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """`meta`: front matter and what a page says of itself; `labels`: 索引号, 文号 … by our names."""

    meta: Mapping[str, str]
    labels: Mapping[str, str]
    signed: Signature
    title: str
    lines: tuple[str, ...]
    text: str
