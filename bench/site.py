"""`python -m bench.site [PAGES]`: a site of pages with one menu and one footer, ingested whole; time per page and what
was left out, beside those of a few pages."""

import sys
import tempfile
from pathlib import Path

from ingest.index.generations import Generations
from ingest.index.store import Store
from ingest.pipeline import ingest
from ingest.settings import IngestSettings

PAGES = 300
FEW = 10
COLUMNS = ("首页", "政务公开", "办事服务", "互动交流", "政策文件", "通知公告", "便民地图", "走进青石")
THINGS = (
    "高龄津贴",
    "残疾人护理补贴",
    "孤儿基本生活费",
    "临时救助",
    "寄宿生生活补助",
    "创业担保贷款",
    "公租房租赁补贴",
)


def page(number: int) -> str:
    """One page: its own title, sentences and table between the site's words."""
    thing = THINGS[number % len(THINGS)]
    menu = "".join(f"<li><a href='/{at}'>{name}</a></li>" for at, name in enumerate(COLUMNS))
    title = f"青石县关于{2000 + number}年{thing}发放标准的公告"
    rows = "".join(f"<tr><td>{name}镇</td><td>{number + at}元</td></tr>" for at, name in enumerate("甲乙丙丁"))
    return (
        f"<html><head><title>{title}-青石县人民政府</title></head><body><ul>{menu}</ul>"
        f"<div>快速通道 在线访谈</div><h1>{title}</h1>"
        f"<p>{thing}标准为每人每月{number}元，由县财政负担。</p><p>符合条件的第{number}批人员可以申请，十五日内办结。</p>"
        f"<table><tr><td>乡镇</td><td>标准</td></tr>{rows}</table>"
        f"<div>下一篇：第{number + 1}号公告</div><p>便民小贴士专栏</p>"
        f"<div>主办单位：青石县人民政府办公室<br>网站标识码：3300000000</div></body></html>"
    )


def timed(count: int) -> tuple[float, int, int]:
    """Seconds, documents and passages that are not searched, of a site of so many pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "site").mkdir()
        for number in range(1, count + 1):
            (folder / "site" / f"{number}.html").write_text(page(number), encoding="utf-8")
        report = ingest(folder / "index", IngestSettings(), sources=[folder / "site"])
        store = Store(Generations(folder / "index").current())
        marked = store.counts()["repeats"]
        store.close()
        return report.seconds, len(report.documents), marked


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    for pages in (FEW, count):
        seconds, documents, marked = timed(pages)
        print(
            f"{pages:>5} pages: {documents} ingested, {marked} passages marked, {1000 * seconds / pages:.0f} ms a page"
        )


if __name__ == "__main__":
    main()
