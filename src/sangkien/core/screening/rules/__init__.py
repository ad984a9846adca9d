"""One file per rule: its docstring says where it comes from."""
