"""What was asked, taken apart: a resident's words in, a question that the later steps understand out.

In: the text, the conversation, the chosen region. Out: the folded text, the concepts, terms and figures in it, the
answer type, the regions whose plans may answer; or a status, where it must not be looked up.
Open `parsed_question.py` first.
"""
