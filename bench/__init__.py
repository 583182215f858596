"""Measures the budgets: `make bench`, or `python -m bench NAME…` for the subjects that match."""
