"""Finding entries by words: what an entry is found by, how a search reads, who keeps the index."""
