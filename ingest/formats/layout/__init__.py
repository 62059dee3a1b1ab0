"""From what stands where on pages to lines, columns, tables and paragraphs, for formats that only tell places."""
