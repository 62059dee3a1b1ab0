"""Numbers that point to one person are masked before a question is stored, logged or sent to a model."""

import re
from datetime import date

ID_CARD = re.compile(r"(?<![\dA-Za-z])\d{6}((?:19|20)\d{2})(\d{2})(\d{2})\d{3}[\dXx](?![\dA-Za-z])")
OLD_ID_CARD = re.compile(r"(?<![\dA-Za-z])\d{6}(\d{2})(\d{2})(\d{2})\d{3}(?![\dA-Za-z])")
BANK_CARD = re.compile(r"(?<![\dA-Za-z])\d(?:[ -]?\d){14,18}(?![\dA-Za-z])")
AMOUNT = r"(?!\s*(?:\d|[.,，]\d|元|万|亿|块|人|户|平方|公里|亩))"  # what follows a number that counts something
PHONE = re.compile(rf"(?<![\d.〔\[])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}{AMOUNT}")
LANDLINE = re.compile(rf"(?<![\d.〔\[])[(（]?0\d{{2,3}}[)） -]{{1,2}}\d{{7,8}}{AMOUNT}")
WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ＠－", "0123456789Xx@-")
MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def mask(text: str) -> str:
    """The text with ID-card, bank-card, phone numbers and mail addresses replaced by what they are."""
    text = MAIL.sub("〔邮箱〕", text.translate(WIDTH))
    for pattern in (ID_CARD, OLD_ID_CARD):
        text = pattern.sub(_id_card, text)
    text = BANK_CARD.sub(_bank_card, text)
    for pattern in (PHONE, LANDLINE):
        text = pattern.sub("〔电话号码〕", text)
    return text


def _id_card(match: re.Match[str]) -> str:
    """An ID card holds a birthday; a serial number of a document seldom does."""
    year, month, day = (int(part) for part in match.groups())
    try:
        date(year if year > 99 else 1900 + year, month, day)
    except ValueError:
        return match.group()
    return "〔身份证号〕"


def _bank_card(match: re.Match[str]) -> str:
    """A card number holds its check digit (Luhn, ISO/IEC 7812-1)."""
    digits = [int(character) for character in match.group() if character.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return "〔银行卡号〕" if (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0 else match.group()
