"""Labelled entries the duplicate engine is trained on and judged by, and the measures.

No file of this folder imports the engine, only `parts` below it, which measures it: a generator
that shared its tables could only show that one inverts the other.
"""
