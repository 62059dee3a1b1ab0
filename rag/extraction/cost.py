"""Whether something costs anything (要钱不, 收费吗): what asks for that and what tells it."""

import re

from rag.extraction.groups import CLAUSE
from rag.question.parsed_question import ParsedQuestion

ASKED = re.compile(
    r"要不要(?:花|出|交|掏|收)?钱|(?:要|花|收|用)钱(?:不|吗|么|没|嘛)|收不收[费钱]|免不免(?!疫)|"
    r"(?:免费|收费|要费)(?:不|吗|么|嘛|没)|(?:是不是|是否)(?:都)?(?:免费|收费|要钱)|要(?:交|缴|出|给|花)[^,，。?？]{0,6}[费钱](?:不|吗|么|嘛)|[费钱](?:还)?要(?:交|缴|出|给)(?:不|吗|么|嘛)"
)
TOLD = re.compile(r"免费|免除|免收|减免|费用|收费|交费|缴费|学费|钱|元|无偿|不收|自付|自理|优惠|票价")
HELD = 0.05  # share of the question's weight that a clause on cost holds where others stand beside it


def asks_cost(parsed: ParsedQuestion) -> bool:
    return ASKED.search(parsed.own) is not None


def tells_cost(text: str, parsed: ParsedQuestion) -> bool:
    """Whether a text says what the question's own matter costs: 殡葬减免费用 says nothing on 住敬老院."""
    clauses = [clause for clause in CLAUSE.findall(text) if clause.strip()]
    telling = [clause for clause in clauses if TOLD.search(clause)]
    if len(clauses) == 1 or not telling:
        return bool(telling)
    return any(float(parsed.share(parsed.meant(TOLD.sub(" ", clause)))) >= HELD for clause in telling)
