"""Questions asked of the tables; nothing here writes."""
