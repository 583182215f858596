"""The demo company: its catalogue, people and homes, eight weeks of orders, and today's visits."""
