"""Counts what is asked of a database."""

from contextlib import contextmanager

from sqlalchemy import event


@contextmanager
def counted_statements(engine):
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        if statement != "BEGIN":
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)
