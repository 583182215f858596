"""Templating: one Jinja environment, its filters and wording; knows nothing of requests."""
