"""The table of plain words that the gate reads (`rag/verification/data/plain_words.txt`): how it is made."""
