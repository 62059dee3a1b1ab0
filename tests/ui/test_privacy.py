"""Numbers that point to a person are masked; amounts and document numbers stay."""

import pytest

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
        "统一编号20220601001",
        "1234567890123456",
        "999999888877776666",
    ],
)
def test_amounts_and_document_numbers_stay(text: str) -> None:
    assert mask(text) == text
