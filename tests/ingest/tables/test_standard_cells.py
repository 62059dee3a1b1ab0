"""What cells of a service standards table are like: the words that speak for a column, and those against it."""

import pytest

from ingest.tables.flat_standards import find_flat_standards
from ingest.tables.headers import HEADERS, StandardColumn, standard_name

COLUMNS: dict[str, StandardColumn] = {header.name: header.standard for header in HEADERS if header.standard}


def cells(listed: dict[tuple[str, int, int], str]) -> list[tuple[str, str, int, int]]:
    return [
        (name, words, likes, unlikes) for (name, likes, unlikes), cells in listed.items() for words in cells.split()
    ]


# a column, how many of its patterns speak for a cell and how many against it: cells, parted by blanks
CELLS = {
    ("序号", 2, 0): "7 12. 3． 4、 105",
    ("序号", 0, 3): "助餐 第7项",
    ("服务项目", 1, 0): (
        "上门服务 校车补助 燃气补贴 生活保障 临时救助 慢病管理 集中供养 学费资助 工伤保险 健康检查 书屋建设 学前教育"
        " 技能培训 失业登记 法律援助 残疾康复 随军安置 定期抚恤 国家助学金 免学杂费 新编教科书 免收学费 危房改造 廉价公租房"
        " 疫苗接种 早期干预 场馆开放 全民健身 应急广播 有线电视 看报 送戏下乡 健康档案 投诉处理 卫生协管 双拥优待 高龄津贴"
    ),
    ("服务项目", 1, 1): (
        "按照补助 按月补助 依据补助 根据补助 为老服务 由县补助 对口服务 免费服务 提供服务 符合补助 财政补助"
        " 人民政府补助 百元补助"
    ),
    ("服务项目", 0, 1): "理发。 理发； 理发! 理发？ 规定执行 乡镇负责",
    ("服务对象", 1, 0): (
        "老人 医务人员 患者 独居者 散居儿童 在校学生 城乡居民 低保家庭 特困群众 救助对象 企业职工 务工农民 老年人 残疾人"
        " 育龄妇女 退役军人 夫妇 特殊人群 各类单位 常住人口 待业青年 公民 在园幼儿 婴幼儿 大学毕业生 五保户 弱势群体 烈士子女"
        " 烈士遗属 老人等 老人。 老人； 符合入学条件的 具有本县学籍的 享受资格的 具备本县户籍的 80岁以上 60周岁以上"
    ),
    ("服务对象", 1, 1): "按照规定的老人 依据规定的老人 根据规定的老人 为老人 由县认定的老人 财政供养人员 支出责任人",
    ("服务对象", 0, 1): "对本县提供助餐 对本县给予补助 对本县发放补助 参照执行。 乡镇负责； 每人补助20元 每生补助20元 每年补助20元",
    ("服务内容", 1, 0): (
        "为残疾人理发 对老屋改水 向居民送水 免除学费 减免学费 组织体检 建立档案 实施体检 按规定体检 按月体检 按时体检"
        " 及时体检 每年体检 每季体检 指导就业 在村里理发 上门提供理发 就业补贴 理发服务 老人补助"
    ),
    ("服务内容", 2, 0): "免费理发 提供理发 发放物资 给予救济 开展体检",
    ("服务内容", 1, 1): "财政和社会给予帮扶 财政给予帮扶 财政补助 支出责任补助 按照《规定》补助",
    ("服务内容", 0, 1): "财政负责 地方承担 中央承担 由地方承担 由中央承担 县级承担 省级承担 市级承担",
    ("服务标准", 1, 0): (
        "最低标准 按照省里的办 按省里的办 依据省里的办 根据省里的办 参照省里的办 国家统一 具体由乡镇定 每村一名 补二十元"
        " 达到九成% 不低于两次 不少于两次 不超过两次 至少两次 由县确定 由县规定 由县制定 由县明确 由县公布 各乡镇要求。 见《规范》"
    ),
    ("服务标准", 2, 0): "执行省级标准 每人20元 标准由县制定 参照执行",
    ("服务标准", 0, 1): "地方安排 中央安排 由地方安排 由中央安排 财政和社会安排 财政给予安排 支出责任在县",
    ("支出责任", 1, 0): (
        "市里财政 乡镇负责 乡镇承担 支出责任在乡镇 两级分担 医保基金 工会经费 个人缴费 个人出资 个人自筹 福彩资金"
        " 地方安排 中央安排 由乡镇安排 县级安排 省级安排 市级安排 用人单位安排 各级安排"
    ),
    ("支出责任", 2, 0): "县级财政 由个人承担 用人单位缴费",
    ("支出责任", 1, 1): "为财政 免费由财政 提供资金 符合财政要求 资金给老人 基金给患者。 经费给儿童 经费给学生 经费给家庭",
    ("牵头单位", 1, 0): (
        "粮食局 发改委 供销办 法院 残联会 就业中心 武装部 卫健厅 人民政府 河口街道 供水公司 妇联 民兵团 供销社 工作队 图书馆"
        " 水管站 养老所 有关单位 相关部门 （挂牌） 省里 市里 县里 区里 州里 旗里 各乡镇 教育系统 民政系统 卫生系统"
        " 人力资源"
    ),
    ("牵头单位", 2, 0): "县民政局 各单位 市图书馆",
    ("牵头单位", 0, 1): "乡镇。 乡镇； 每人补20元 每生补20元 每年补20元 上门提供 发放物资 免费理发 老人 困难学生 儿童 独居者 低保家庭",
}  # fmt: skip


@pytest.mark.parametrize(("name", "words", "likes", "unlikes"), cells(CELLS))
def test_words_speak_for_a_column_and_against_it(name: str, words: str, likes: int, unlikes: int) -> None:
    column = COLUMNS[standard_name(name)]
    spoken = [sum(bool(one.search(words)) for one in patterns) for patterns in (column.like, column.unlike)]
    assert spoken == [likes, unlikes]


WHOLE = (
    "县级财政负责 乡镇承担 县级支出 乡镇支付 从预算中列支 参照执行 县级补助 两级分担 县级安排 自行解决 补贴结合 就业补贴"
    " 福彩资金 县级财政 由县确定 由县规定 个人自理 个人自付 个人自筹 政府兜底 由县代补 医保基金 全县统筹 按比例 支出责任"
    " 托底保障 县级给予 县级奖补 个人缴费 工会经费 全部免费 学费减免 由县指导 多方筹措 由县落实 乡镇配套 个人负担 纳入预算"
    " 县内调剂 社会投入 医保报销 政府托底 社会支持 社会帮助 临时救助 各出一半。 各出一半； 各出一半） 见“通知”"
)


@pytest.mark.parametrize("words", WHOLE.split())
def test_who_pays_is_told_to_the_end(words: str) -> None:
    ends = COLUMNS[standard_name("资金来源")].ends
    assert ends
    assert ends.search(words)
    assert not ends.search(f"{words}的")


AGAINST = {  # lines that speak against a column, and that no other rule takes for a heading or a whole cell
    "序号": "，9",
    "服务项目": "某某某某，某。",
    "服务对象": "某某某某财政，某",
    "服务内容": "某某支出责任，某",
    "服务标准": "某某支出责任，某",
    "支出责任": "免费某某某，某",
    "牵头单位": "某某某提供，某",
}


@pytest.mark.parametrize(
    ("name", "longest"),
    [
        ("序号", 4),
        ("服务项目", 32),
        ("服务对象", 200),
        ("服务内容", 500),
        ("服务标准", 600),
        ("支出责任", 400),
        ("牵头单位", 60),
    ],
)
def test_a_line_too_long_for_its_column_rather_belongs_to_the_one_before(name: str, longest: int) -> None:
    """Of four lines in three columns one goes on with a cell: the last, but where the third is no cell of its own."""
    others = [other for other in ("服务内容", "服务标准", "服务对象") if other != name][:2]
    word = "9" if name == "序号" else "某"
    for size, row in ((longest, (1, 2)), (longest + 1, (2, 1))):
        lines = ["某某某某，某", "某某", word * size, AGAINST[name]]
        (table,) = find_flat_standards("\n".join([*others, name, *lines]))
        _, second, third = table.rows[0]
        assert (second.text, third.text) == ("".join(lines[1 : 1 + row[0]]), "".join(lines[1 + row[0] :]))
