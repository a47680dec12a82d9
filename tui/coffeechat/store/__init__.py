"""The local SQLite file: schema, reads, writes, capture of changes, undo, search, imports, duplicates."""
