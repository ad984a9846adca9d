"""One file per signal: its docstring says where it comes from."""
