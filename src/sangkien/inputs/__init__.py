"""Raw text to checked values, one place for all doors."""
