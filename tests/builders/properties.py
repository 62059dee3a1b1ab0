"""How property tests run, and the questions that they draw."""

from hypothesis import settings
from hypothesis import strategies as st

PROPERTY = settings(deadline=None, derandomize=True, max_examples=50)
"""The same examples on every machine, and no clock: the machines that run this are shared."""

PIECES = (
    "校车", "补助", "老人", "床位", "低保", "娃", "月子", "高龄津贴", "青石县", "云南", "多少钱", "几个", "谁出钱", "是什么意思",
    "哪个部门", "分别", "听说", "对吗", "请问", "目标", "现在", "一千个", "2025年", "360元", "60%", "xx", "，", "。", "？", " ", "“", "”", "a",
)  # fmt: skip
QUESTIONS = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)
"""Questions, sensible and not, of the words that the steps look for."""
