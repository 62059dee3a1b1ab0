"""Invented plans as structured truth, and the ways in which sites and converters mangle such plans.

`make_plan` says what a plan holds, `render` writes it as it might come off a site. No county of these names exists and
every service, figure and department's duty is made up. What a reader makes of it is judged elsewhere (bench/mangled.py).
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

T = TypeVar("T")

# --- the truth ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A row of a service standards table."""

    name: str
    who: str
    content: str
    standard: str
    payer: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.name, self.who, self.content, self.standard, self.payer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A row of the indicator table; `unit`, `baseline` and `growth` are empty where the plan gives none."""

    group: str
    name: str
    unit: str
    baseline: str
    target: str
    growth: str
    attribute: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    item: str
    lead: str
    support: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    name: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    name: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """(一) of a chapter: its heading, its sentences, its numbered steps (heading, sentence), who leads it."""

    heading: str
    prose: str
    steps: tuple[tuple[str, str], ...] = ()
    duty: Duty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One field of service. `groups` are the table's group headings with their rows, `duty` governs it as a whole."""

    heading: str
    prose: str
    tasks: tuple[Task, ...]
    groups: tuple[tuple[str, tuple[Standard, ...]], ...]
    projects: tuple[Project, ...]
    duty: Duty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`period` is (baseline year, first year, last year). `item_duties` stand in a box of their own."""

    seed: int
    county: str
    period: tuple[int, int, int]
    prose: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    chapters: tuple[Chapter, ...]
    item_duties: tuple[Duty, ...]
    terms: tuple[Term, ...]

    @property
    def title(self) -> str:
        return f"{self.county}公共服务规划（{self.period[1]}—{self.period[2]}年）"

    @property
    def standards(self) -> tuple[Standard, ...]:
        return tuple(row for chapter in self.chapters for _, rows in chapter.groups for row in rows)

    @property
    def projects(self) -> tuple[Project, ...]:
        return tuple(project for chapter in self.chapters for project in chapter.projects)

    @property
    def duties(self) -> tuple[Duty, ...]:
        closing = [chapter.duty for chapter in self.chapters]
        tasks = [task.duty for chapter in self.chapters for task in chapter.tasks]
        return tuple(duty for duty in [*closing, *tasks, *self.item_duties] if duty)


# --- what rows are assembled from --------------------------------------------------------------------------------
# A field opens with # group, motto, chapter, word, departments. 服务: name, for whom, what, how much; 指标: name, unit,
# kind (share, up, down, total, worded), usual value. " / " parts alternatives. In templates {n} is a small number, {m}
# money, {p} a percentage, {r} a range of money, {a} an age, {d} a decimal, {law} the name of a regulation.

WORDS = """
# 公共教育服务 学有优教 办好人民满意的教育 教育 县教育体育局、团县委
服务 寄宿学生早餐补助|具有本县学籍的寄宿制学生|为寄宿生供应早餐，每学期公布{n}次食谱 / 免费供应早餐|小学每生每天{d}元，初中每生每天{d}元
服务 走读学生校车乘车优惠|距校{n}公里以上的走读学生。 / 走读的义务教育阶段学生|凭学生卡乘坐校车，享受票价优惠|每生每学期补助{r}元，分{n}档
服务 普惠园保教费减免|普惠性幼儿园在园幼儿中的孤儿、残疾儿童和低保家庭儿童 / 在园幼儿|减免保教费、伙食费|按保教费的{p}%减免
服务 课后托管|义务教育阶段学生和随迁子女|放学后延时照看，开设体育、美术、劳动等{n}类活动|每周{n}课时，每生每学期收费不超过{m}元
服务 特殊学生送教上门|不能到校的重度残疾儿童、少年|由特教教师每月上门{n}次，并建立一人一档|每生每年不少于{n}课时，生均公用经费{m}元
服务 高中新生路费资助|被高校录取的家庭经济困难新生|给予一次性路费和生活用品资助|省内就读每人{m}元，省外就读每人{m}元。
任务 扩大普惠性学位供给 推进集团化办学 补齐乡村小规模学校短板 办好家门口的幼儿园 规范课后延时照看
项目 县城幼儿园扩容工程 乡村学校厨房改造项目 智慧课堂进山区行动 教师周转宿舍建设
指标 学前三年毛入园率|%|share|85
指标 公办园在园幼儿占比|%|share|52
指标 高中阶段毛入学率|%|share|90
指标 劳动年龄人口平均受教育年限|年|up|11
指标 每百名学生拥有教学终端|台|up|18
# 就业创业服务 劳有应得 促进高质量充分就业 就业 县人力资源和社会保障局、县总工会
服务 零工驿站|灵活就业人员；新业态从业者 / 有求职愿望的城乡劳动者|发布用工信息，安排候工场所和{n}项便民设施|每个驿站面积不少于{m}平方米，全年开放
服务 返乡创业贷款贴息|返乡创办企业的农民工、退役军人|对符合条件的贷款给予利息补贴；带动就业多的再奖一次|按贷款市场报价利率的{p}%贴息，单户不超过{d}万元
服务 求职登记、岗位推荐和跟踪回访|有劳动能力的登记失业人员|登记求职意愿，推荐岗位，{n}个月内回访|推荐岗位不少于{n}个，回访率不低于{p}%
服务 欠薪投诉受理|用人单位和劳动者 / 所有单位和个人|受理来电、来信、来访，{n}个工作日内答复|人工接听每周5×8小时，接通率达到{p}%以上
服务 青年见习|离校{n}年内未就业的毕业生，16—24岁登记失业青年|组织到企业见习{n}个月，并办理人身意外险|见习期每人每月{m}元
服务 公益性岗位托底安置|零就业家庭成员|经个人申请、乡镇审核，安排到村级岗位|不低于当地最低工资标准的{p}%
任务 建设县乡村三级零工市场 支持返乡入乡创业 做实重点群体帮扶 根治拖欠农民工工资
项目 零工市场标准化改造 公共实训基地扩建工程 返乡创业园提质项目
指标 城镇新增就业人数|人|total|4200
指标 城镇调查失业率|%|down|5.3
指标 脱贫劳动力稳岗率|%|share|88
指标 补贴性职业培训规模|万人次|up|2.6
指标 零就业家庭|户|worded|60
# 医疗卫生服务 病有良医 守护居民健康 健康 县卫生健康局、县医疗保障局、县疾控中心
服务 新生儿听力筛查|出生28天内的新生儿|免费开展{n}次初筛和复筛，阳性者转诊|1.初筛率不低于{p}%；2.转诊率达到{p}%。
服务 慢性病长处方|原发性高血压和2型糖尿病患者|一次开药量放宽到{n}周，由乡镇卫生院配送|每次处方不超过{n}种药品，个人负担{p}%
服务 家庭医生签约|辖区内常住居民 / 行动不便的居家病人|签约后每季度随访{n}次。提供用药指导、转诊预约|每人每年{m}元，其中个人负担{p}%
服务 妇女两癌检查|35—64岁农村妇女|采集样本并出具报告，异常者免费复查|每例补助{m}元
服务 村医上门巡诊|0—6岁儿童、孕产妇和失能老人 / 孕产妇|建立电子健康档案，实行分类干预|每{n}个月巡诊1次，每次不少于{n}小时
服务 疫苗补种|漏种儿童|按免疫程序查漏补种|以乡镇（街道）为单位，接种率达到{p}%以上
任务 建强紧密型县域医共体 提升村卫生室能力 做优妇幼健康 推动中医药进村入户
项目 村卫生室标准化建设 县医院胸痛中心项目 急救站点补点工程 中医馆全覆盖行动
指标 人均预期寿命|岁|up|77
指标 孕产妇死亡率|1/10万|down|9
指标 婴儿死亡率|‰|down|4.2
指标 每千人口执业（助理）医师数|人|up|2.9
指标 县域内住院量占比|%|share|86
指标 每千人口医疗卫生机构床位数|张|up|6.1
# 养老助老服务 老有颐养 积极应对人口老龄化 养老 县民政局、县老龄工作办公室
服务 高龄津贴|年满{a}周岁的本县户籍老年人|按月打卡发放|80至89周岁每人每月{m}元，90至99周岁{m}元，百岁以上{m}元
服务 社区食堂就餐优惠|{a}周岁以上老人 / 常住老年人|凭卡在指定点就餐，享受折扣；行动不便的送餐上门|每餐补{d}元，每月不超过{n}餐
服务 居家适老化改造|有改造意愿的困难家庭|安装扶手、防滑地面、夜间照明等{n}项设施|每户不超过{m}元
服务 独居老人每日问安|独居、空巢和高龄老年人；分散供养的特困人员|电话问候，每周入户{n}次|每名联络员联系{n}户，每月津贴{m}元
服务 失能老人照护|经评估为中度以上失能的老人|上门助浴、助洁、助医，或者入住机构集中照料|每人每月{r}元，按失能等级分{n}档
服务 老年学堂|老年人|开设书画、声乐、智能手机等{n}门课程|每班不少于{n}人，每学期{n}课时。
任务 织密居家社区养老网 盘活闲置校舍办养老 培育银发服务主体 加强失能照护保障
项目 乡镇敬老院改造提升 社区食堂布点行动 护理型床位扩容工程
指标 护理型床位占比|%|share|48
指标 每千名老人拥有养老床位|张|up|31
指标 老年助餐点|个|up|45
指标 特殊困难老人月探访率|%|share|80
指标 适老化改造家庭|户|total|760
# 社会救助服务 弱有众扶 织密兜底保障网 救助 县民政局、县残联、县司法局
服务 临时困难救助|因火灾、疾病等致贫的家庭|发放救助金，转介慈善资源|每次救助{r}元，一年不超过{n}次
服务 孤儿基本生活保障|孤儿和事实无人抚养儿童|按月发放基本生活费；就学的另给助学金|集中养育每人每月{m}元，社会散居每人每月{m}元
服务 残疾人辅具适配|持证残疾人 / 有需求的残疾人|评估、选配、维修轮椅、助听器等{n}类辅具|每人每年限适配{n}件，总额{m}元以内
服务 困境儿童陪伴|未满18周岁的困境儿童|社工每月陪伴{n}次，开展心理疏导|每名社工联系{n}名儿童，每季度评估1次
服务 流浪乞讨人员返乡|生活无着的流浪、乞讨人员|提供食宿、寻亲和返乡车票|随到随办，{n}日内办结
服务 法律咨询和文书代写|经济困难的公民；特殊案件当事人|解答咨询，代拟诉状、申请书|每件补贴律师{m}元
任务 健全分层分类救助体系 关爱困境和留守儿童 完善残疾人关爱服务 扩大法律援助覆盖面
项目 救助管理站迁建 未成年人保护站进村行动 康复中心二期工程
指标 孤儿和事实无人抚养儿童保障|人|worded|140
指标 残疾人辅具适配率|%|share|83
指标 法律援助案件办结率|%|share|91
指标 12345热线按时办结率|%|share|94
指标 每万人拥有持证社工|人|up|7.5
# 住房保障服务 住有宜居 改善群众居住条件 住房 县住房和城乡建设局、县自然资源局
服务 公租房租赁补贴|城镇住房、收入双困家庭|提供实物配租或者货币补贴，二者选其一|每平方米每月{d}元，人均保障面积{n}平方米
服务 危旧房加固|居住在C级、D级危房的农户|修缮加固，确属必要的原址重建|C级每户{m}元，D级每户{d}万元
服务 老旧住宅加装电梯|四层以上老旧住宅的全体业主。|业主申请、街道初审、部门联审后给予补助|每台{d}万元
服务 保障房配租|新就业无房职工和青年人才|按抽签先后分配{n}至{m}平方米的房源|租金按市场价的{p}%收取
服务 避险搬迁安置|地质灾害隐患点农户|统一规划宅基地，配套水、电、路|每户{d}万元，分{n}次拨付
任务 筹集保障性租赁房源 分批改造老旧小区 建立农房安全长效机制
项目 棚户片区更新 保障房社区配套项目 老旧管网更换工程
指标 城镇老旧小区改造|万套|total|1.4
指标 公租房在保家庭|户|up|870
指标 农村低收入群体危房|户|worded|95
指标 城市人均公园绿地面积|平方米|up|12
# 文化体育服务 文体服务保障 丰富群众文化生活 文化 县文化和旅游局、县融媒体中心
服务 农家书屋图书更新|农村群众|配送新书、期刊{n}类，盲文读物优先|每个书屋年更新图书{m}册
服务 流动书车进村|中小学生、老年人、视障人士等|流动书车每月到村{n}次，现场办证、借还|每车载书不少于{m}册
服务 戏曲演出下乡|城乡居民|每村每年送演出{n}场，群众点单|每场补助{m}元，全年不少于{n}场
服务 应急广播|城乡居民|播出预警、政策和天气，全天{n}个时段|不少于{n}套广播节目；{n}套电视节目
服务 体育场馆低收费开放|体育爱好者|周末、寒暑假延长开放，组织联赛{n}场|收费不高于市场价的{p}%，每月{n}日免费
服务 文物点免费参观|来县游客及本地居民|公共图书馆、文化馆（站）、文物保护单位开放，讲解不收费|每周开放不少于{n}小时，错时开放不少于{p}%
任务 建设十分钟阅读圈 繁荣乡村文艺 扩大体育场地开放 保护利用乡土文物
项目 应急广播补盲工程 乡镇健身广场项目 图书馆分馆建设
指标 广播电视人口综合覆盖率|%|share|97
指标 人均体育场地面积|平方米|up|2.1
指标 公共图书馆年流通人次|万人次|up|21
指标 居民年人均阅读量|本|up|4.6
指标 经常参加锻炼人数比例|%|share|37
# 优军优抚服务 优军服务保障 落实拥军优属政策 优抚 县退役军人事务局
服务 优抚对象短期疗养|享受定期抚恤补助的优抚对象|每{n}年安排一次疗养，每批{n}天|人均{m}元，含食宿、交通
服务 退役士兵技能培训|退役{n}年内的士兵|免学费参加一次职业培训，发放生活补贴|培训费不超过{m}元，生活费每天{n}元
服务 烈属走访慰问|烈士遗属、因公牺牲军人遗属、病故军人遗属|春节、清明、建军节上门慰问|每户每次{m}元
服务 军属优先就诊|现役军人家属|开设绿色通道，减收普通门诊诊查费|就诊排队不超过{n}分钟
服务 军休干部文化活动|军休干部|组织参观、讲座、体检等{n}项活动|每人每年{m}元
任务 健全退役军人服务站 擦亮拥军优属品牌
项目 烈士纪念设施修缮 光荣院医养结合项目
指标 转业军官和退役士兵安置率|%|share|96
指标 优抚对象短期疗养人数|人|up|160
指标 退役军人适应性培训参训率|%|share|82
"""
FIRST, SECOND = "澄栖禾霁棠芷岚葭汀翊", "埠岙垭墩渚畈坂浬"
SCOPES = ("", "", "", "山区", "库区", "农村", "县城")
MORE_CONTENT = (
    "",
    "",
    "",
    "",
    "，并建立一人一档",
    "。不得另行收费。",
    "；行动不便的上门办理",
    "，结果在村务公开栏公示{n}天",
)
MORE_STANDARD = ("", "", "", "", "，每{n}年调整一次", "。山区上浮{p}%。", "；已享受同类待遇的就高不重复")
STANDARDS = """具体标准由县级人民政府确定、公布
不低于国家基础标准，并随物价水平适时调整。
按照《{law}》、《{law}》等有关规定执行
按《{law}》执行；国家另有规定的，从其规定。""".splitlines()
PAYERS = """县级财政承担
中央财政和地方财政共同承担支出责任
由地方人民政府负责。
省、市、县三级按{n}:{n}:{n}分担
福利彩票公益金安排，不足部分列入县级预算
由各级财政按照事权分级负担
所在单位缴费，个人不缴费；缺口由基金调剂
中央补助{p}%，其余由县级统筹
县级人民政府负责，引导社会资金投入，省级给予以奖代补
按照《{law}》执行
个人自付{p}%，集体补助{p}%，县级兜底。
受益户自筹与政府补贴相结合""".splitlines()
LAW_TOPICS = (
    "公共服务",
    "社会救助",
    "乡村振兴",
    "促进就业",
    "基本公共卫生",
    "养老机构",
    "文化惠民",
    "抚恤优待",
    "儿童福利",
)
LAW_FORMS = ("管理办法", "服务规范", "实施细则", "工作指南（试行）", "条例", "暂行规定（2021年版）")
WORDED = (
    "应保尽保",
    "动态清零",
    "完成省市下达任务",
    "持续改善",
    "保持稳定",
    "控制在省定目标以内",
    "不低于全省平均水平",
)
OPENERS = ("聚焦急难愁盼，", "围绕群众所需，", "到{last}年，", "全县", "依托现有阵地，", "以村为单位，", "县乡村三级")
DEEDS = """新建站点{n}处，服务半径缩短到{d}公里。
新增{short}类岗位{m}个，持证上岗率达到{p}%以上。
累计投入{d}亿元，惠及群众{d}万人次。
对{n}个薄弱村开展结对帮扶，每年不少于{n}次。
把{short}服务事项办理时限压减{p}%，一次办好率达{p}%。
建立清单{n}项，实行按月调度、按季通报。""".splitlines()
STEPS = ("摸清底数", "完善设施", "充实队伍", "强化监管", "优化流程", "打造品牌")
PROJECT_DEEDS = """新建{n}所、改造{n}所，总建筑面积{m}平方米
更新设备{m}台（套），培训骨干{n}名
总投资{d}亿元，{first}年开工、{last}年建成
按每{n}公里1处的密度补点
一是补硬件：购置车辆{n}辆；二是强软件：上线{n}个平台
（1）县城片区：扩建{n}处。（2）乡镇片区：改建{n}处""".splitlines()
TERMS = """十五分钟服务圈|指居民步行{n}分钟可以办成事的设施布局。
两免一补|指免除{n}项费用，补助生活费；“一补”每人每年{m}元。
“一老一小”|“一老”指{a}周岁以上老年人：“一小”指3岁以下婴幼儿。
长处方|是指对病情稳定的慢性病患者一次开具{n}周以上药量的处方。
医共体|简称“县域医疗共同体”，由1家牵头医院、{n}家成员单位组成，实行人、财、物统一管理。
时间银行|把志愿服务时长存入个人账户，每{d}小时折合1分，日后兑换服务。
“3+N”议事会|“3”指党员、组长、乡贤3类人员，“N”指利益相关方。
三社联动|形成社区、社会组织、社会工作者互为支撑的做法，{first}年起在{n}个乡镇试行。
双向转诊|依据《{law}》，病人在上下级医院之间转院：上转不超过{n}小时。
公建民营|政府建设、社会力量运营，运营期{n}年。
喘息照护|为长期照护者提供短时替代，每年不超过{n}天。
影子校长|跟岗研修校长，为期{n}周。
县管校聘|编制由县里统一管理、岗位由学校聘用，每{n}年一聘期。
E养通|英文Easy的首字母与平台名的合写，可以在手机上查询{n}类养老服务。
“12345”热线|政务服务便民热线，{n}个工作日内答复。""".splitlines()
DEPARTMENTS = ("县财政局", "县发展改革局", "县农业农村局", "县妇联", "县市场监管局", "县数据局", "各乡镇（街道）")


@dataclass(frozen=True, slots=True)
class _Field:
    """What one field of service is assembled from; `words` by 服务, 任务, 项目, 指标."""

    group: str
    motto: str
    chapter: str
    short: str
    departments: tuple[str, ...]
    words: dict[str, list[str]]


def _fields() -> tuple[_Field, ...]:
    made: list[_Field] = []
    for line in WORDS.strip().splitlines():
        key, rest = line.split(" ", 1)
        if key == "#":
            group, motto, chapter, short, departments = rest.split()
            made.append(_Field(group, motto, chapter, short, tuple(departments.split("、")), {}))
        else:
            made[-1].words.setdefault(key, []).extend(rest.split() if key in {"任务", "项目"} else [rest])
    return tuple(made)


FIELDS = _fields()


class _Values(dict[str, str]):
    """Fresh figures for every place of a template."""

    def __init__(self, rng: Random, fixed: dict[str, str]) -> None:
        super().__init__(fixed)
        self.rng = rng

    def __missing__(self, key: str) -> str:
        rng = self.rng
        if key == "law":
            return rng.choice(("", "国家", "省", "全县")) + rng.choice(LAW_TOPICS) + rng.choice(LAW_FORMS)
        low = rng.randrange(50, 2900, 10)
        return {
            "n": str(rng.randint(2, 30)),
            "m": str(low),
            "p": str(rng.choice((rng.randint(15, 99), round(rng.uniform(15, 99), 1)))),
            "r": f"{low}{rng.choice('—-~至')}{low + rng.randrange(100, 900, 50)}",
            "a": str(rng.choice((60, 65, 70, 75, 80))),
            "d": f"{rng.uniform(1.1, 30):.1f}",
        }[key]


# --- making a plan -----------------------------------------------------------------------------------------------


class _Maker:
    """Draws the parts of one plan."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(f"plan {seed}")
        self.period = self.rng.choice(((2020, 2021, 2025), (2020, 2021, 2025), (2025, 2026, 2030), (2022, 2023, 2027)))
        self.duties = self.rng.choice(("tasks", "chapters", "none"))

    def filled(self, template: str, short: str = "") -> str:
        fixed = {"short": short, "first": str(self.period[1]), "last": str(self.period[2])}
        return self.rng.choice(template.split(" / ")).format_map(_Values(self.rng, fixed))

    def several(self, words: Sequence[T], low: int, high: int) -> list[T]:
        return self.rng.sample(words, min(len(words), self.rng.randint(low, high)))

    def chapter(self, field: _Field) -> Chapter:
        rows = tuple(self.standard(entry) for entry in self.several(field.words["服务"], 4, 6))
        cut = self.rng.randint(1, len(rows) - 1)
        return Chapter(
            heading=field.chapter,
            prose=self.sentences(field.short),
            tasks=tuple(self.task(field, heading) for heading in self.several(field.words["任务"], 2, 4)),
            groups=((field.group, rows[:cut]), (f"其他{field.short}服务", rows[cut:])),
            projects=tuple(
                Project(name=name, content=self.filled(self.rng.choice(PROJECT_DEEDS)) + "。")
                for name in self.several(field.words["项目"], 2, 4)
            ),
            duty=self.duty(field, field.chapter) if self.duties == "chapters" else None,
        )

    def task(self, field: _Field, heading: str) -> Task:
        steps = self.rng.sample(STEPS, self.rng.choice((0, 0, 2, 3)))
        return Task(
            heading=heading,
            prose=self.sentences(field.short),
            steps=tuple((step, self.sentences(field.short)) for step in steps),
            duty=self.duty(field, heading) if self.duties == "tasks" else None,
        )

    def standard(self, entry: str) -> Standard:
        name, who, content, standard = entry.split("|")
        choice = self.rng.choice
        if self.rng.random() < 0.3:
            standard = choice(STANDARDS)
        else:
            standard += choice(MORE_STANDARD) if not standard.endswith("。") else ""
        return Standard(
            name=choice(SCOPES) + name,
            who=self.filled(who),
            content=self.filled(choice(content.split(" / ")) + choice(MORE_CONTENT)),
            standard=self.filled(standard),
            payer=self.filled(choice(PAYERS)),
        )

    def indicators(self, field: _Field) -> list[Indicator]:
        return [self.indicator(field, *entry.split("|")) for entry in self.several(field.words["指标"], 2, 6)]

    def indicator(self, field: _Field, name: str, unit: str, kind: str, usual: str) -> Indicator:
        baseline, target, growth = self.measured(kind, float(usual))
        return Indicator(
            group=field.motto,
            name=name,
            unit="" if kind == "worded" or self.rng.random() < 0.25 else unit,
            baseline=baseline,
            target=target,
            growth=growth,
            attribute=self.rng.choice(("预期性", "预期性", "约束性")),
        )

    def measured(self, kind: str, usual: float) -> tuple[str, str, str]:
        """Baseline, target and growth as written."""
        rng = self.rng
        before = usual * rng.uniform(0.85, 1.0)
        after = before * (rng.uniform(0.7, 0.9) if kind == "down" else rng.uniform(1.04, 1.15))
        whole = kind == "worded" or usual > 100
        places = 0 if whole else rng.choice((1, 2) if usual < 20 else (0, 1, 2))
        baseline, target = (f"{value:.{places}f}" for value in (before, min(after, 100) if kind == "share" else after))
        growth = f"{abs(float(target) - float(baseline)):.{places}f}"
        if kind == "worded":
            return rng.choice(("", baseline)), rng.choice(WORDED), ""
        if kind == "total":
            return f"[{baseline}]", rng.choice((f"[{target}]", f"[ {target} ]", "完成省市下达任务")), ""
        if kind == "down":
            return baseline, rng.choice("<≤") + target, ""
        if rng.random() < 0.12:  # never measured before
            return "", rng.choice((target, f"≥{target}", "逐年提高")), ""
        if rng.random() < 0.05:  # the plan leaves its figures blank
            return "xx.x", "xx", ""
        return baseline, rng.choice((target, target, f"≥{target}", f">{target}", f"{target}以上")), growth

    def duty(self, field: _Field, item: str) -> Duty:
        lead, support = self.several(field.departments, 1, 2), self.several(DEPARTMENTS, 1, 3)
        return Duty(item=item, lead="、".join(lead), support="、".join(support) if self.rng.random() < 0.5 else "")

    def sentences(self, short: str) -> str:
        deeds = self.rng.sample(DEEDS, self.rng.randint(2, 3))
        return "".join(self.filled(self.rng.choice(OPENERS) + deed, short) for deed in deeds)


def make_plan(seed: int) -> Plan:
    """The same plan for the same seed."""
    make = _Maker(seed)
    fields = make.several(FIELDS, 3, 5)
    measured = [(field, make.indicators(field)) for field in fields]
    owned = [(row.name, field.departments[0]) for field, rows in measured for row in rows]
    return Plan(
        seed=seed,
        county=make.rng.choice(FIRST) + make.rng.choice(SECOND) + "县",
        period=make.period,
        prose=tuple(make.sentences("公共") for _ in range(3)),
        indicators=tuple(row for _, rows in measured for row in rows),
        chapters=tuple(make.chapter(field) for field in fields),
        item_duties=tuple(
            Duty(item=item, lead=lead) for item, lead in (make.several(owned, 4, 7) if make.rng.random() < 0.5 else ())
        ),
        terms=tuple(
            Term(name=name, meaning=make.filled(meaning))
            for name, meaning in (entry.split("|") for entry in make.several(TERMS, 4, 8))
        ),
    )


# --- the ways ----------------------------------------------------------------------------------------------------

TABLES = {"flat": ".txt", "pipes": ".txt", "markdown": ".md", "html": ".html"}
# mark -> (tables that it goes with, how often it is met there)
MARKS: dict[str, tuple[frozenset[str], float]] = {
    mark: (frozenset(tables.split()), share)
    for mark, tables, share in (
        ("group headings", "flat pipes html", 0.5),  # a line or row between rows; in HTML one cell over all columns
        ("broken cells", "flat html", 0.5),  # a cell over two lines
        ("number before group", "flat", 0.4),
        ("number after group", "flat", 0.3),
        ("two in one", "flat", 0.4),  # a record with two indicators, their values column by column
        ("dropped blanks", "flat", 0.5),  # blank cells of indicators leave no line
        ("split header", "flat", 0.3),  # 指标 / 属性
        ("title follows", "flat", 0.3),  # the table is followed by the next one's title, not by a numbered heading
        ("separator row", "pipes", 0.3),
        ("outer pipes", "pipes", 0.3),
        ("shifted rows", "pipes", 0.5),  # continuation rows lack their first cell
        ("trailing cells", "pipes", 0.4),
        ("spaces in cells", "flat pipes", 0.4),
        ("units in names", "pipes markdown html", 0.5),
        ("row spans", "html", 0.6),
        ("unmarked headings", "html", 0.5),
        ("inline tasks", "markdown html", 0.5),  # (一) opens a paragraph where chapters are marked headings
        ("glued headings", "flat pipes", 0.3),
        ("broken marks", "flat pipes", 0.4),
        ("one line", "flat pipes", 0.3),
        ("lost headings", "flat pipes", 0.25),  # a chapter that only its box names
        ("caption alone", "flat pipes", 0.25),  # a table's title, its table lost
        ("titles in paragraphs", "flat pipes html", 0.4),
        ("一、 chapters", "flat pipes markdown html", 0.4),
        ("boxes on one line", "flat pipes html", 0.5),
        ("duty words", "flat pipes markdown html", 0.4),  # 责任单位, 牵头责任单位 for 牵头单位
        ("glossary numbers", "flat pipes markdown html", 0.3),  # doubled, skipped
        ("half-width", "flat pipes markdown html", 0.6),
        ("odd characters", "flat pipes markdown html", 0.4),
        ("boilerplate", "flat pipes html", 0.6),
        ("page numbers", "flat pipes", 0.35),
    )
}

EXCLUSIVE = (
    ("number before group", "number after group"),
    ("one line", "glued headings"),
    ("one line", "titles in paragraphs"),
    ("glued headings", "titles in paragraphs"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a plan is written: the form of its tables and what went wrong on the way."""

    table: str
    marks: frozenset[str]

    @property
    def suffix(self) -> str:
        return TABLES[self.table]

    def __str__(self) -> str:
        return " + ".join([self.table, *sorted(self.marks)])


def way_of(seed: int) -> Way:
    """The way that a seed chooses."""
    rng = Random(f"way {seed}")
    table = rng.choice(("flat", "flat", "flat", "pipes", "pipes", "markdown", "html"))
    marks = {mark for mark, (tables, share) in MARKS.items() if rng.random() < share and table in tables}
    for mark, other in EXCLUSIVE:
        if mark in marks:
            marks.discard(other)
    return Way(table=table, marks=frozenset(marks))


def render(plan: Plan, seed: int) -> tuple[str, str]:
    """The plan's text in the way that the seed chooses, and the suffix of the file it would be."""
    way = way_of(seed)
    return render_in(plan, way, seed), way.suffix


def render_in(plan: Plan, way: Way, seed: int = 0) -> str:
    """The plan's text in one way."""
    return _Writer(plan, way, Random(f"render {seed}")).text()


# --- writing -----------------------------------------------------------------------------------------------------

HAN = "一二三四五六七八九十"
HALF = str.maketrans("，；：（）", ",;:()")
STANDARD_HEADER = ("服务项目", "服务对象", "服务内容", "服务标准", "支出责任")
BEFORE = """无障碍浏览 长者模式
首页 >> 政务公开 >> 规划计划
索 引 号:mgl-/{year}-0{n} 公文目录:规划信息 发布日期:{year}年06月01日
字体:[大 中 小] 打印本页 关闭窗口"""
AFTER = """附件:公共服务项目规划表(终稿).xlsx 310K
下载
上一篇:关于印发工作要点的通知
来源:网络整理 免责声明:本文仅限学习分享,如产生版权问题,请联系我们及时删除。
热门搜索
无"""
EMPTY_PIPES = "|||||||||||||||\n|"
Row = Sequence[str]


class _Writer:
    """Writes one plan in one way. `lines` are the blocks so far; each becomes a paragraph."""

    def __init__(self, plan: Plan, way: Way, rng: Random) -> None:
        self.plan, self.way, self.rng = plan, way, rng
        self.lines: list[str] = []
        self.page = 0
        self.numbers = {"table": 0, "box": 0}

    def has(self, mark: str) -> bool:
        return mark in self.way.marks

    def text(self) -> str:
        plan = self.plan
        if self.has("boilerplate"):
            self.noise(BEFORE.format(year=plan.period[1], n=self.rng.randint(100, 999)))
        self.heading(1, plan.title)
        self.section(0, "发展基础", plan.prose[0])
        self.section(1, "总体要求", plan.prose[1])
        self.indicators()
        for at, chapter in enumerate(plan.chapters):
            self.chapter(at + 2, chapter)
        at = len(plan.chapters) + 2
        self.section(at, "保障措施", plan.prose[2])
        if self.has("caption alone"):
            self.caption("公共服务重点指标")
            self.line(plan.prose[0])
        if plan.item_duties:
            self.item_duties()
        if plan.terms:
            self.glossary()
        if self.has("boilerplate"):
            self.noise(AFTER)
        return self.joined()

    # blocks

    @property
    def marked(self) -> bool:
        """Whether the format marks headings."""
        return self.way.table == "markdown" or (self.way.table == "html" and not self.has("unmarked headings"))

    def line(self, words: str, *, page: bool = False) -> None:
        """A paragraph of plain text; after it a page may end."""
        words = self.mangled(words)
        indent = self.rng.choice(("\u3000\u3000", "\xa0\xa0", "\xa0 \xa0")) if self.has("odd characters") else ""
        self.put(indent + words)
        if page and self.has("page numbers") and self.rng.random() < 0.2:
            self.page += 1
            self.put(self.rng.choice(("— {} —", "- {} -", "{}")).format(self.page))

    def put(self, words: str) -> None:
        self.lines.append(f"<p>{html.escape(words, quote=False)}</p>" if self.way.table == "html" else words)

    def heading(self, level: int, words: str) -> None:
        """A heading; where the format marks none, a line like others."""
        if not self.marked:
            self.line(words)
        elif self.way.table == "html":
            self.lines.append(f"<h{level}>{html.escape(self.mangled(words))}</h{level}>")
        else:
            self.lines.append(f"{'#' * level} {self.mangled(words)}")

    def noise(self, words: str) -> None:
        for line in words.splitlines():
            self.put(line)
        if self.way.table == "pipes":
            self.put(EMPTY_PIPES)

    def mangled(self, words: str) -> str:
        """Punctuation and stray characters of one stretch of text."""
        if self.has("half-width") and self.rng.random() < 0.8:
            words = words.translate(HALF)
        if self.has("odd characters"):
            if self.rng.random() < 0.3:
                words += self.rng.choice("\ue004\ue5e5\xa0")
            if self.rng.random() < 0.2:
                words = re.sub("(?<=[。；])", "\ue40c", words, count=1)
        return words

    # prose

    def section(self, at: int, title: str, prose: str) -> None:
        """A chapter of prose, its heading perhaps glued to it."""
        number = f"{HAN[at]}、" if self.has("一、 chapters") else f"第{HAN[at]}章"
        if self.marked:
            self.heading(2, f"{number} {title}")
        elif self.has("glued headings"):
            self.line(number + title + prose, page=True)
            return
        elif self.has("one line"):
            self.line(f"{number} {title} {prose}", page=True)
            return
        else:
            gap = self.rng.choice(("\xa0", "\u3000")) if self.has("odd characters") else " "
            self.line(number + (title if self.has("一、 chapters") else gap + title))
        self.line(prose, page=True)

    def chapter(self, at: int, chapter: Chapter) -> None:
        """Tasks, standards and projects of one field."""
        if self.has("lost headings") and chapter.duty is None and self.rng.random() < 0.5:
            self.line(chapter.prose, page=True)
        else:
            self.section(at, chapter.heading, chapter.prose)
        # where one bracket governs the chapter, nothing of the chapter's rank stands between
        parts = not self.has("一、 chapters") and chapter.duty is None and not self.marked
        if parts:
            self.line("一、重点任务")
        if self.has("one line"):
            self.line(" ".join(self.task(n, task) for n, task in enumerate(chapter.tasks)), page=True)
        else:
            for n, task in enumerate(chapter.tasks):
                self.task_lines(n, task)
        if chapter.duty:
            self.line(self.bracket(chapter.duty), page=True)
        if parts:
            self.line("二、服务标准")
        else:
            self.caption(f"{chapter.heading}服务标准")
        self.standards(chapter)
        if parts:
            self.line("三、重点项目")
        self.box(chapter)

    def task(self, n: int, task: Task) -> str:
        """A task with its steps, all in one line."""
        lead = self.bracket(task.duty) if task.duty else ""
        steps = "".join(f" {k + 1}.{title}。{prose}" for k, (title, prose) in enumerate(task.steps))
        return f"{self.task_mark(n)}{task.heading}。{task.prose}{lead}{steps}"

    def task_lines(self, n: int, task: Task) -> None:
        lead = self.bracket(task.duty) if task.duty else ""
        mark = f"（{HAN[n]}）" if self.marked else self.task_mark(n)
        if self.marked and not self.has("inline tasks"):
            self.heading(3, mark + task.heading)
            self.line(task.prose + lead, page=True)
        elif self.has("glued headings"):
            self.line(mark + task.heading + task.prose + lead, page=True)
        elif self.has("titles in paragraphs") or self.marked:
            self.line(f"{mark}{task.heading}。{task.prose}{lead}", page=True)
        else:
            self.line(mark + task.heading)
            self.line(task.prose + lead, page=True)
        for k, (title, prose) in enumerate(task.steps):
            self.line(f"{k + 1}.{title}。{prose}", page=True)

    def task_mark(self, n: int) -> str:
        whole, opened, closed = f"（{HAN[n]}）", f"（{HAN[n]}", f"{HAN[n]}）"
        return self.rng.choice((whole, opened, closed)) if self.has("broken marks") else whole

    def bracket(self, duty: Duty) -> str:
        lead, support = "牵头单位", "配合单位"
        if self.has("duty words"):
            lead, support = self.rng.choice(
                (("牵头责任单位", "配合单位"), ("责任单位", "配合单位"), ("牵头单位", "责任单位"))
            )
        return f"（{lead}：{duty.lead}" + (f"，{support}：{duty.support}" if duty.support else "") + "）"

    def box(self, chapter: Chapter) -> None:
        """A 专栏 with its projects, each on a line or all on one line."""
        self.numbers["box"] += 1
        title = f"专栏{self.numbers['box']} {chapter.heading}重点项目"
        gaps = [self.rng.choice((" ", "：")) if k == 0 else " " for k in range(len(chapter.projects))]
        items = [
            f"{k + 1}.{project.name}{gap}{project.content}"
            for k, (project, gap) in enumerate(zip(chapter.projects, gaps, strict=True))
        ]
        if self.has("boxes on one line"):
            items = [" ".join(items)]
        if self.way.table == "html" and self.has("boxes on one line"):  # a box is a table of one column
            self.grid([[title], *([item] for item in items)])
            return
        tail = " |" if self.way.table in {"flat", "pipes"} and self.has("boxes on one line") else ""
        self.heading(3, title + tail)
        for item in items:
            self.line(item + tail, page=True)

    def item_duties(self) -> None:
        title = "专栏 部门责任分工"
        self.heading(3, title)
        for n, duty in enumerate(self.plan.item_duties):
            dropped = self.has("broken marks") and self.rng.random() < 0.3 and not duty.item[0].isdigit()
            dot = "" if dropped else "."
            self.line(f"{n + 1}{dot}{duty.item}（{duty.lead}负责）", page=True)

    def glossary(self) -> None:
        self.heading(2, "名词解释")
        number = 0
        for term in self.plan.terms:
            number += self.rng.choice((0, 1, 1, 2)) if self.has("glossary numbers") and number else 1
            self.line(f"〔{number}〕{term.name}：{term.meaning}", page=True)

    # tables

    def caption(self, words: str) -> None:
        """The title of a table."""
        self.numbers["table"] += 1
        self.heading(3, f"表{self.numbers['table']} {self.plan.county}{words}")

    def cell(self, words: str) -> str:
        words = self.mangled(words)
        if self.has("broken cells") and len(words) >= 18 and self.rng.random() < 0.12:
            places = [k for k in range(8, len(words) - 5) if re.fullmatch(r"[\u4e00-\u9fff]{4}", words[k - 2 : k + 2])]
            if places:
                at = self.rng.choice(places)
                return f"{words[:at]}\n{words[at:]}"
        return words

    def standards(self, chapter: Chapter) -> None:
        groups = [
            (group, [[self.cell(words) for words in row.cells] for row in rows]) for group, rows in chapter.groups
        ]
        if self.way.table == "flat":
            self.flat([*STANDARD_HEADER])
            for group, rows in groups:
                if self.has("group headings"):
                    self.flat([group])
                for row in rows:
                    self.flat(row)
            if self.has("title follows"):
                self.line(f"{self.plan.county}{chapter.heading}项目一览")
            return
        if self.has("group headings"):
            self.grid([STANDARD_HEADER, *(row for group, rows in groups for row in ([group], *rows))])
        elif self.has("shifted rows") or self.has("row spans"):
            self.grid([("服务领域", *STANDARD_HEADER), *self.grouped(groups)])
        else:
            self.grid([STANDARD_HEADER, *(row for _, rows in groups for row in rows)])

    def indicators(self) -> None:
        """The indicator table. Values stand under headers that name their years or their roles."""
        baseline_year, _, last = self.plan.period
        before, after = self.rng.choice(
            (
                (f"{baseline_year}年", f"{last}年"),
                (f"{baseline_year}年完成", f"{last}年目标"),
                (f"{baseline_year}年实际值", f"{last}年目标值"),
                ("基期值", "目标值"),
            )
        )
        if self.has("spaces in cells"):
            before, after = before.replace("年", "年 ", 1).strip(), after.replace("年", "年 ", 1).strip()
        self.caption("主要指标")
        if self.way.table == "flat":
            self.flat_indicators(before, after)
        else:
            named = self.has("units in names")
            groups = [
                (self.spaced(group), [self.indicator_cells(row, named=named) for row in rows])
                for group, rows in _by_group(self.plan.indicators)
            ]
            self.grid(
                [("类别", "指标名称", *(() if named else ("单位",)), before, after, "属性"), *self.grouped(groups)]
            )
        if any("[" in row.baseline for row in self.plan.indicators):
            self.line("注：表中[ ]内为五年累计数。")

    def indicator_cells(self, row: Indicator, *, named: bool) -> list[str]:
        name = f"{row.name}（{row.unit}）" if named and row.unit else row.name
        blank = "——" if self.has("shifted rows") or self.rng.random() < 0.5 else ""
        unit = [] if named else [row.unit or "——"]
        return [self.mangled(name), *unit, row.baseline or blank, row.target, row.attribute]

    def flat_indicators(self, before: str, after: str) -> None:
        growth = self.rng.random() < 0.5
        last = ["指标", "属性"] if self.has("split header") else ["属性"]
        numbered = self.has("number before group") or self.has("number after group")
        first = ["序号"] if numbered and self.rng.random() < 0.5 else []
        self.flat([*first, "分类", "指标", "单位", before, after, *(["五年累计增长"] if growth else []), *last])
        n = 0
        for group, rows in _by_group(self.plan.indicators):
            records = _records(rows) if self.has("two in one") else [[row] for row in rows]
            for k, record in enumerate(records):
                n += 1
                above = [self.spaced(group)] if k == 0 else []
                if self.has("number before group"):
                    above = [str(n), *above]
                elif self.has("number after group"):
                    above = [*above, str(n)]
                columns = [[row.baseline for row in record], [row.target for row in record]]
                if growth:
                    columns.append([row.growth for row in record])
                values = [self.value(words) for column in columns for words in column]
                unit = record[0].unit
                names = [self.mangled(row.name) for row in record]
                self.flat([*above, *names, *([unit] if unit else []), *filter(None, values), record[0].attribute])

    def value(self, words: str) -> str:
        """A blank leaves a dash or, in some tables, nothing at all."""
        return words or ("" if self.has("dropped blanks") else self.rng.choice(("——", "--", "—")))

    def spaced(self, words: str) -> str:
        return f"{words[:2]} {words[2:]}" if self.has("spaces in cells") else words

    def flat(self, cells: Iterable[str]) -> None:
        """One cell a line."""
        for cell in cells:
            self.lines += cell.split("\n")

    def grouped(self, groups: Iterable[tuple[str, list[list[str]]]]) -> Iterable[list[str]]:
        """Rows with their group's name first; continuation rows lack it where they are shifted or spanned."""
        lacks = self.has("shifted rows") or self.has("row spans")
        for group, rows in groups:
            for k, row in enumerate(rows):
                if lacks and k and self.way.table == "pipes":
                    yield [*row, ""]
                elif lacks and self.way.table == "html":
                    yield row if k else [f"{group}\0{len(rows)}", *row]
                else:
                    yield [group, *row]

    def grid(self, given: Iterable[Row]) -> None:
        """A table by its format; the first row is its header."""
        rows = [list(row) for row in given]
        if self.way.table == "html":
            self.html_table(rows)
            return
        width = len(rows[0])
        markdown = self.way.table == "markdown"
        outer = markdown or self.has("outer pipes")
        extra = " |" if self.has("trailing cells") and not markdown else ""
        written = []
        for at, cells in enumerate(rows):
            padded = [*cells, *[""] * (width - len(cells))]
            words = [cell.replace("\n", "") for cell in padded]
            written.append(("| " if outer else "") + " | ".join(words) + " |" + (extra if at else ""))
            if at == 0 and (markdown or self.has("separator row")):
                written.append("|" + " --- |" * width)
        self.lines.append("\n".join(written))

    def html_table(self, rows: list[list[str]]) -> None:
        width = len(rows[0])
        written = []
        for at, cells in enumerate(rows):
            tag = "th" if at == 0 and self.rng.random() < 0.5 else "td"
            if len(cells) == 1 and width > 1:
                written.append(f'<tr><td colspan="{width}">{cells[0]}</td></tr>')
                continue
            parts = []
            for cell in cells:
                words, _, span = cell.partition("\0")
                down = f' rowspan="{span}"' if span else ""
                inner = "<br>".join(html.escape(line, quote=False) for line in words.split("\n"))
                parts.append(f"<{tag}{down}><p>{inner}</p></{tag}>")
            written.append(f"<tr>{''.join(parts)}</tr>")
        self.lines.append("<table><tbody>\n" + "\n".join(written) + "\n</tbody></table>")

    def joined(self) -> str:
        if self.way.table == "html":
            head = f"<html><head><title>{self.plan.title}_{self.plan.county}人民政府</title><style>p{{}}</style></head>"
            site = "<nav><a>首页</a><a>政务公开</a></nav>", "<footer>主办:办公室 版权所有</footer>"
            return f"{head}<body>{site[0]}<div class='con'>" + "\n".join(self.lines) + f"</div>{site[1]}</body></html>"
        return "\n\n".join(self.lines) + "\n"


def _by_group(indicators: Iterable[Indicator]) -> list[tuple[str, list[Indicator]]]:
    groups: dict[str, list[Indicator]] = {}
    for row in indicators:
        groups.setdefault(row.group, []).append(row)
    return list(groups.items())


def _records(rows: Sequence[Indicator]) -> list[list[Indicator]]:
    """Rows in records of one, or of two that share attribute and unit and have all their values."""
    records: list[list[Indicator]] = []
    for row in rows:
        last = records[-1] if records else []
        if len(last) == 1 and _paired(last[0]) == _paired(row) and row.growth and last[0].growth:
            last.append(row)
        else:
            records.append([row])
    return records


def _paired(row: Indicator) -> tuple[str, str]:
    return row.attribute, row.unit
