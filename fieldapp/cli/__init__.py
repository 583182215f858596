"""The command line: demo, serve, init, people, backup, restore, import, export and doctor."""
