"""The outside world: files, documents, dialects of SQL."""
