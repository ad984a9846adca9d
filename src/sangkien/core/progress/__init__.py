"""The progress table: who stands where on a day, its notes, its frozen form."""
