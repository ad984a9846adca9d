"""Figures that an officer should look at again; a new signal is a new file in rules/."""
