"""Rules: value objects, state tables and decisions in plain Python; no I/O, clock, SQL or Flask."""
