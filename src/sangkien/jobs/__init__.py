"""Work taken from the queue; each job calls one action."""
