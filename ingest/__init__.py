"""From files to a published index: read, clean, outline, tables, split, embed, publish."""
