"""What points to one person is masked before a question is stored, logged or sent to a model.

Numbers by their form (GB 11643 for identity cards, ISO/IEC 7812-1 for bank cards), in digits and in Han numerals, with
spaces or without; what has no form of its own (a passport, an account, where somebody lives) by the words before it.
"""

import re
from datetime import date

HAN_DIGITS = str.maketrans("零〇○一壹幺二贰三叁四肆五伍六陆七柒八捌九玖", "0001112233445566778899")
HIDDEN = re.compile(r"[\u200b-\u200f\u2060\ufeff]")  # characters without width
WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ＠－＋\u3000", "0123456789Xx@-+ ")
DIGIT = r"[\d零〇○一壹幺二贰三叁四肆五伍六陆七柒八捌九玖]"
GAP = r"[ \-—–·•∙・．_~～*/]"  # within a number that somebody spells
LONG_NUMBER = re.compile(rf"(?<![A-Za-z]){DIGIT}(?:{GAP}{{0,2}}{DIGIT}){{10,18}}[Xx]?(?![A-Za-z])")
GAPS = re.compile(GAP)
# a gap behind each digit, always the same; no comma or 、, which part the items of a list
SPELLED = re.compile(rf"(?<![\d.])1(?P<gap>{GAP}{{1,3}}|\.)[3-9](?:(?P=gap)\d){{9}}(?!(?P=gap)?\d)")
ID_CARD = re.compile(r"(?<![\dA-Za-z])\d{6}((?:19|20)\d{2})(\d{2})(\d{2})\d{3}[\dXx](?![\dA-Za-z])")
OLD_ID_CARD = re.compile(r"(?<![\dA-Za-z])\d{6}(\d{2})(\d{2})(\d{2})\d{3}(?![\dA-Za-z])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1)  # GB 11643: the weighted sum is 1 modulo 11
BANK_CARD = re.compile(r"(?<![\dA-Za-z])\d(?:[ -]?\d){14,18}(?![\dA-Za-z])")
AMOUNT = r"(?!\s*(?:\d|[.,，]\d|元|万|亿|块|人|户|平方|公里|亩))"  # what follows a number that counts something
PHONE = re.compile(rf"(?<![\d.〔\[])(?:\+?86[ -]?)?1[3-9]\d[ ._/—·•・-]?\d{{4}}[ ._/—·•・-]?\d{{4}}{AMOUNT}")
HAN_PHONE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(rf"(?<![\d.〔\[])[(（]?0\d{{2,3}}[)） -]{{0,2}}\d{{7,8}}{AMOUNT}")
MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+"
)  # RFC 5321
IS = r"(?:号码|号|账号|帐号|是|为|叫|[:：\s])*"
# a number after the word for what it is, in whatever form, but for the short ones that all may call
KEYED = re.compile(
    rf"((?:身份证|残疾证|残疾人证|社保卡|医保卡|银行卡|存折|卡号|证号|学籍号|病历号|军官证|户口本|户号|低保证|电话|手机|座机|联系方式){IS})"
    r"(?!1[12]\d{1,3}(?!\d))[A-Za-z]?\d(?:[ .,，、/_—–-]{0,2}\d){6,21}[Xx×]?"
)
PASSPORT = re.compile(
    rf"((?:护照|通行证|台胞证|居留证){IS})[A-Za-z]{{0,2}}\d{{7,10}}|(?<![A-Za-z\d])[EGeg][A-Za-z]?\d{{7,8}}(?![A-Za-z\d])"
)
ACCOUNT = re.compile(rf"((?:微信|威信|薇信|[Vv][Xx]|[Ww]e[Cc]hat|[Qq][Qq]|抖音){IS})[A-Za-z\d][A-Za-z\d_-]{{4,19}}")
LIVES = r"(?:我们?家?|家)?(?:住在?|住址|家在|家庭地址|地址)(?!院|校|房|宿|建|保)[是为:：\s]*"
HOUSE = r"[\dA-Za-z零〇一二三四五六七八九十百]{1,6}[ -]?(?:号楼|号院|号|室|栋|幢|单元|弄|组)"
PLACE = r"[^，。,;；？?！!\n]"
ADDRESS = re.compile(
    rf"({LIVES}(?:{PLACE}{{0,20}}(?:[省市州县旗镇乡]|(?<![小社校园])区|街道))?){PLACE}{{0,24}}?{HOUSE}(?:{PLACE}{{0,6}}?{HOUSE}){{0,4}}"
)
COUNTED = r"[\dA-Za-z零〇一二三四五六七八九十百]{1,4}"
# a door that needs no 住 before it: 大村3组15号, 幸福小区3栋2单元501
DOOR = re.compile(
    rf"(?<=[村寨屯庄社])(?:委会|民?委员会)?{COUNTED}(?:村民小组|小组|组|社|队)[ -]?{COUNTED}(?:-\d{{1,3}})?号"
    r"(?![文令公线楼])"
    rf"|{COUNTED}(?:号楼|栋|幢|座)[ -]?(?:{COUNTED}单元[ -]?)\d{{2,4}}(?:室|号|户)?(?![\d.]|\s*[平㎡元万人个套户亩])"
    rf"|{COUNTED}(?:号楼|栋|幢)[ -]?\d{{3,4}}(?:室|号|户)(?![\d.以])"
)
SURNAME = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈姜崔谭陆范汪廖"
    "石韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔汤普者起毕自鲁杞]"
)
NAMED = re.compile(
    rf"(我叫|我的名字[叫是]|姓名[:：是叫]\s*){SURNAME}[\u4e00-\u9fff]{{1,2}}(?=[，,。；;、！!？?\s的]|今年|身份|电话|家住|住在|$)"
)
# a name before a number of its own, after that number is masked
NUMBERED = re.compile(
    rf"((?:我是|本人)(?!高[龄中校考]|江[苏西]|白族|黄码){SURNAME}[\u4e00-\u9fff]{{1,2}}?)"
    r"(?=[，,：:\s]{0,2}(?:身份证|电话|手机|联系|〔)[^，。；\n]{0,8})(?=[^。；\n]{0,14}〔(?:身份证号|电话号码|号码)〕)"
)


def mask(text: str) -> str:
    """The text with identity, bank and phone numbers, mail addresses, passports, accounts, house numbers and names that
    are said to be the visitor's replaced by what they are. What is no such thing stays as it is written."""
    text = MAIL.sub("〔邮箱〕", HIDDEN.sub("", text).translate(WIDTH))
    text = LONG_NUMBER.sub(_long_number, text)
    for pattern in (ID_CARD, OLD_ID_CARD):
        text = pattern.sub(_id_card, text)
    text = BANK_CARD.sub(_bank_card, text)
    for pattern in (SPELLED, PHONE, LANDLINE):
        text = pattern.sub("〔电话号码〕", text)
    text = KEYED.sub(r"\1〔号码〕", text)
    text = PASSPORT.sub(r"\1〔证件号〕", text)
    text = ACCOUNT.sub(r"\1〔账号〕", text)
    text = DOOR.sub("〔住址〕", ADDRESS.sub(r"\1〔住址〕", text))
    return NUMBERED.sub(lambda match: f"{match[1][:2]}〔姓名〕", NAMED.sub(r"\1〔姓名〕", text))


def _long_number(match: re.Match[str]) -> str:
    """A number written in Han numerals or with gaps in it: plain digits are left to the patterns of their own."""
    written = match.group()
    plain = GAPS.sub("", written).translate(HAN_DIGITS)
    if plain == written:
        return written
    if len(plain) == len(WEIGHTS) and ID_CARD.fullmatch(plain) and _checks(plain):
        return _id_card(ID_CARD.fullmatch(plain) or match)
    is_mixed = any(not character.isdecimal() for character in GAPS.sub("", written))
    if HAN_PHONE.fullmatch(plain) and is_mixed:
        return "〔电话号码〕"
    return written


def _checks(card: str) -> bool:
    digits = [10 if character in "Xx" else int(character) for character in card]
    return sum(weight * digit for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11 == 1


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
