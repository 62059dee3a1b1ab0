"""The offices of a region as the office itself fills them in: `HUIMIN_HOME/contacts.toml`, plain lines.

Made once with the departments that the plans name, so that whoever fills it in writes numbers only; read at the start,
and again with each generation of the index."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ingest.errors import UsageError
from ingest.index.truth import Truth
from rag.contacts import DUTIES, PARTED, Entry

FILE = "contacts.toml"
MOST_DEPARTMENTS = 40  # of a region that are written down to be filled in; a plan names some of them once only
LONGEST = 16  # characters of what is one department's name
HEAD = """\
# 办事窗口:回答下面告诉居民找哪个部门。填好电话、地址等以后重新启动惠民问答。
# 每个 [[contact]] 是一个部门,没有填的项留空;不需要的整段删掉即可。
#   region      地区,写法和规划的一样,例如 "云南省/楚雄彝族自治州/大姚县"
#   department  规划里对这个部门的叫法,例如 "县民政局";回答引到的规划提到它、或问的事归它管时就会列出
#   name        要显示的名称,不写就用 department
#   events      不论规划提没提到,问到这些事时也列出:上学 看病 养老 找工作 住房 困难救助 残疾人 退役军人 生育养育
#   phone 电话(数字和连字符) · address 地址 · hours 时间 · link 网址(http 开头) · bring 办事要带什么
"""
BLOCK = """
[[contact]]
region = "{region}"
department = "{department}"
phone = ""
address = ""
hours = ""
link = ""
bring = ""
"""
FIELDS = {"phone": "只能写数字和连字符", "link": "要以 http:// 或 https:// 开头"}


def own_offices(home: Path) -> tuple[Entry, ...]:
    """What is filled in, in the order of the file; empty without one. Raises `UsageError` with the place of the first
    fault."""
    path = home / FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:  # ValueError: no UTF-8, no TOML
        raise UsageError(f"{path} 读不了:{error}") from error
    listed = data.pop("contact", [])
    if data or not isinstance(listed, list):
        raise UsageError(f"{path} 里只能有 [[contact]] 段,不能有 {next(iter(data), 'contact')}")
    found = [_entry(path, number, one) for number, one in enumerate(listed, 1)]
    return tuple(entry for entry in found if entry.is_filled)


def _entry(path: Path, number: int, data: Any) -> Entry:
    try:
        entry = Entry.model_validate(data)
    except ValidationError as error:
        fault = error.errors()[0]
        field = str(fault["loc"][0]) if fault["loc"] else ""
        named = data.get("name") or data.get("department") or "" if isinstance(data, dict) else ""
        raise UsageError(f"{path} 第 {number} 个 [[contact]]({named}){_why(field, fault)}") from error
    if not entry.region:
        raise UsageError(f"{path} 第 {number} 个 [[contact]]({entry.contact.name})的 region(地区)要写明")
    return entry


def _why(field: str, fault: Any) -> str:
    if fault["type"] == "extra_forbidden":
        return f"没有 {field} 这一项"
    if not field:
        return f":{fault['ctx']['error']}"
    return f"的 {field} {FIELDS.get(field, '写法不对,要写成带引号的文字')}"


def unknown_regions(own: Sequence[Entry], regions: Sequence[str]) -> tuple[str, ...]:
    """Regions of offices that no plan is of: a slip, or a plan that is still to come."""
    return tuple(dict.fromkeys(entry.region for entry in own if entry.region not in regions))


def write_down(home: Path, index: Truth) -> Path | None:
    """Writes the file to be filled in, where there is none yet; None where there is one. Raises `OSError`."""
    path = home / FILE
    if path.exists():
        return None
    blocks = "".join(
        BLOCK.format(region=region, department=name) for region, names in _departments(index).items() for name in names
    )
    home.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + blocks, encoding="utf-8")
    return path


def _departments(index: Truth) -> dict[str, list[str]]:
    """Those that the plans of each region name as in charge, the most named first."""
    found: dict[str, dict[str, int]] = {region: {} for region in index.regions if region}
    for row in index.store.rows():
        region, cell = index.documents[row.document].region, row.cell(*DUTIES)
        for name in PARTED.split(cell.text) if cell else ():
            if region and 2 < len(name) <= LONGEST and not set(name) & set('"\\\n'):
                found[region][name] = found[region].get(name, 0) + 1
    return {region: sorted(names, key=lambda name: -names[name])[:MOST_DEPARTMENTS] for region, names in found.items()}
