"""Labelled entries the duplicate engine is trained on and judged by, and the measures.

Nothing here imports the engine: a generator that shared its tables could only show that one
inverts the other.
"""
