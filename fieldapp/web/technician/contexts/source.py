"""What a context builder of a technician page may read; plain records, no database, no request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fieldapp.domain.problems import VisitUnknown

#: a record as it travels (a sheet, a catalogue entry, a context)
Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The same input as ``PageInput`` in ``service_worker/pages/common.js``.

    sheets: rows of their lists carry ``sync`` ("" on the server). now_at: wire instant.
    origin: scheme and host that the QR codes lead to.
    """

    sheets: Sequence[Record]
    entries: Sequence[Record]
    catalogue: Record
    person: Record
    company: Record
    sync: Record
    readiness: Record
    path: str
    query: Mapping[str, str]
    origin: str
    now_at: str

    def asked(self, name: str) -> str:
        """A value of the query string, trimmed; "" if absent."""
        return self.query.get(name, "").strip()

    def sheet(self) -> Record:
        """The sheet the path names, ``/tech/visits/<id>/…``; raises VisitUnknown."""
        visit_id = self.path.split("/")[3]
        for sheet in self.sheets:
            if sheet["visit_id"] == visit_id:
                return sheet
        raise VisitUnknown
