"""Numbers that point to a person are masked; amounts and document numbers stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.privacy import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("我的身份证53232619520314001X能领吗", "我的身份证〔身份证号〕能领吗"),
        ("身份证号码是110105194912310021。", "身份证号码是〔身份证号〕。"),
        ("老证532326520314001", "老证〔身份证号〕"),
        ("打我电话13812345678", "打我电话〔电话号码〕"),
        ("打我电话138 1234 5678吧", "打我电话〔电话号码〕吧"),
        ("+86-13812345678", "〔电话号码〕"),
        ("座机0878-6212345", "座机〔电话号码〕"),
        ("１３８１２３４５６７８", "〔电话号码〕"),
        ("卡号6222021234567890128到账没", "卡号〔银行卡号〕到账没"),
        ("卡号 4111 1111 1111 1111", "卡号 〔银行卡号〕"),
        ("身份证 532326 19520314 0010，能领吗", "身份证 〔身份证号〕，能领吗"),
        ("110105-19491231-002X", "〔身份证号〕"),
        ("五三二三二六一九五二零三一四零零一零", "〔身份证号〕"),
        ("我的号是一三八一二三四五六七八，请回电", "我的号是〔电话号码〕，请回电"),
        ("幺三八幺二三四五六七八", "〔电话号码〕"),
        ("一三八 1234 5678", "〔电话号码〕"),
        ("护照号是E12345678", "护照号是〔证件号〕"),
        ("护照：EA1234567", "护照：〔证件号〕"),
        ("我的通行证号码C1234567890", "我的通行证号码〔证件号〕"),
        ("拿的是G12345678", "拿的是〔证件号〕"),
        ("加我微信wang_li88吧", "加我微信〔账号〕吧"),
        ("微信号：wxid-2026", "微信号：〔账号〕"),
        ("QQ 12345678", "QQ 〔账号〕"),
        ("vx是abc12345", "vx是〔账号〕"),
        ("我住在南塔路12号3栋502室，能申请吗", "我住在〔住址〕，能申请吗"),
        ("我家住大姚县金碧镇南塔路12号，低保多少", "我家住大姚县金碧镇〔住址〕，低保多少"),
        ("家在幸福小区五栋二单元301室", "家在〔住址〕"),
        ("地址：大姚县赵家店镇大村3组15号", "地址：大姚县赵家店镇〔住址〕"),
        ("残疾证号53232619620315001842能领补贴吗", "残疾证号〔号码〕能领补贴吗"),
        ("座机08786221234", "座机〔电话号码〕"),
        ("打08786221234找我", "打〔电话号码〕找我"),
        ("打138.8788.1234找我", "打〔电话号码〕找我"),
        ("电话13887881234元旦打不通", "电话〔号码〕元旦打不通"),
        ("电话：138，8788，1234", "电话：〔号码〕"),
        ("社保卡6222021234567890129丢了", "社保卡〔号码〕丢了"),
        ("我电话138\u200b8788\u200b1234", "我电话〔电话号码〕"),
        ("打138·8788·1234", "打〔电话号码〕"),
        ("打1 3 8 8 7 8 8 1 2 3 4找我", "打〔电话号码〕找我"),
        ("1.3.8.8.7.8.8.1.2.3.4", "〔电话号码〕"),
        ("1-3-8-8-7-8-8-1-2-3-4", "〔电话号码〕"),
        ("1三八8788一二三四", "〔电话号码〕"),
        ("１３８　８７８８　１２３４", "〔电话号码〕"),
        ("大姚县赵家店镇大村3组15号能办低保吗", "大姚县赵家店镇大村〔住址〕能办低保吗"),
        ("大村村委会三组十五号", "大村村〔住址〕"),
        ("幸福小区3栋2单元501的老人", "幸福小区〔住址〕的老人"),
        ("幸福小区3号楼501室", "幸福小区〔住址〕"),
        ("我叫王小芳，今年65岁", "我叫〔姓名〕，今年65岁"),
        ("姓名：李建国 身份证53232619520314001X", "姓名：〔姓名〕 身份证〔身份证号〕"),
        ("我是王小芳，身份证53232619520314001X", "我是〔姓名〕，身份证〔身份证号〕"),
        ("本人张三电话13887881234", "本人〔姓名〕电话〔电话号码〕"),
        ("发到 wang.li@example.com.cn 吧", "发到 〔邮箱〕 吧"),
    ],
)
def test_numbers_of_a_person_are_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "一年1250元，五年6250.50元",
        "总投资13800000000元",
        "总投资 13812345678.50 元",
        "服务13812345678人次",
        "绵府发〔2022〕5号",
        "索引号dyx002-/2022-0601001",
        "2021-2025年",
        "请拨打12345、12333或12356",
        "电话12345、12333",
        "电话12333打不通",
        "手机补贴1000元",
        "残疾证一级补贴80元",
        "社保卡2025年能用吗",
        "统一编号20220601001",
        "1234567890123456",
        "999999888877776666",
        "二〇二一年到二〇二五年",
        "一千二百五十元，六千二百五十元五角",
        "3、4、5、6、7、8、9、10、11、12、13",
        "每千人口医疗卫生机构床位数 6.5 7.2 7.8 8.1 8.4 8.9",
        "1250 1250 1952 0314 0010 250",
        "三四五六七八九级",
        "我住校，住宿费3号前交吗",
        "我住在大姚县，2号和3号能办吗",
        "住院3000元以上报多少",
        "用微信能交医保吗",
        "微信缴费2026年的",
        "家在大姚县金碧镇，养老金多少",
        "G56高速边上",
        "地址在哪里，12345能问吗",
        "住房补贴每月300元",
        "1、3、5、7、9、1、2、3、4、5、6",
        "建设安置房3栋2单元120套",
        "新建教学楼2栋3000平方米",
        "2号楼1300平方米",
        "全村3组15户",
        "云政发〔2021〕3号、大村2号文",
        "我叫车去医院能报销吗",
        "我是高中生，电话费能补吗",
        "我是王家村的，能领补贴吗",
        "我是白族，身份证丢了怎么办",
        "姓名写错了怎么改",
        "本人马上60岁，身份证上小一岁",
    ],
)
def test_amounts_and_document_numbers_stay(text: str) -> None:
    assert mask(text) == text


HAN = str.maketrans("0123456789", "零一二三四五六七八九")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
phones = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
around = st.sampled_from([("我的电话", "，请回电"), ("打", "找我"), ("", ""), ("联系我：", "。")])


@given(phones, around, st.sampled_from(["", " ", "-", "·", "•", ".", "_", "/", "　"]), st.sampled_from([1, 11]))
def test_a_phone_is_masked_however_it_is_parted(phone: str, words: tuple[str, str], gap: str, every: int) -> None:
    said = gap.join(phone) if every == 1 else gap.join((phone[:3], phone[3:7], phone[7:]))
    masked = mask(words[0] + said + words[1])
    assert "〔" in masked and masked.startswith(words[0]) and masked.endswith(words[1])
    assert not any(character.isdigit() for character in masked)


@given(phones, around, st.lists(st.sampled_from("amw"), min_size=11, max_size=11))
def test_a_phone_is_masked_in_whatever_digits(phone: str, words: tuple[str, str], kinds: list[str]) -> None:
    tables = {"a": {}, "m": HAN, "w": WIDE}
    said = "".join(one.translate(tables[kind]) for one, kind in zip(phone, kinds, strict=True))
    assert said not in mask(words[0] + said + words[1])
    assert "〔" in mask(words[0] + said + words[1])


counts = st.integers(min_value=1, max_value=10**12)
units = st.sampled_from(["元", "万元", "亿元", "人", "人次", "户", "平方米", "亩", "公里"])
years = st.integers(min_value=1949, max_value=2050)


@given(counts, units, st.sampled_from(["补助", "总投资", "我住院花了", "我家低保", "电话补贴", ""]))
def test_an_amount_is_never_masked(count: int, unit: str, before: str) -> None:
    for written in (f"{count}{unit}", f"{count:,}{unit}", f"{count}.50{unit}"):
        assert mask(before + written) == before + written


@given(years, years, st.integers(min_value=1, max_value=400), st.sampled_from(["云政发", "楚政办函", "大民发"]))
def test_years_and_document_numbers_are_never_masked(one: int, other: int, number: int, series: str) -> None:
    for written in (
        f"{one}-{other}年",
        f"{series}〔{one}〕{number}号",
        f"{one}年{number}号文",
        f"{one}年第{number}号公告",
    ):
        assert mask(written) == written
