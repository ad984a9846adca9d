"""The rules an entry is screened by; a new rule is a new file in rules/."""
