"""Writes: each command beside its handler; ``dispatch`` is the one door."""
