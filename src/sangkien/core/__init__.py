"""The meaning of the field in plain Python: no framework, no file, no clock."""
