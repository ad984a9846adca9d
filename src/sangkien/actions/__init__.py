"""What people do: one verb, one transaction, one journal line."""
