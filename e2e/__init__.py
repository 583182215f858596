"""End-to-end stories: a real browser, a real server process, a network that can be cut."""
