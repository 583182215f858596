"""What the phone itself holds: its IndexedDB, read the way the browser's inspector would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

READ = """async (personId) => {
  const name = `outbox-${personId}`;
  const known = await indexedDB.databases();
  const kept = { commands: [], receipts: [], blobs: [], drafts: [] };
  if (!known.some((database) => database.name === name)) return kept;
  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await answer(indexedDB.open(name));
  const reading = database.transaction(Object.keys(kept));
  for (const store of Object.keys(kept)) {
    kept[store] = await answer(reading.objectStore(store).getAll());
  }
  database.close();
  return kept;
}"""


@dataclass(frozen=True)
class Outbox:
    """Command ids in the order they were made; photos are rows with sha256, size and state; drafts
    are what was typed, by the fields' names."""

    pending: list[str]
    receipts: list[str]
    photos: list[dict[str, Any]]
    drafts: list[dict[str, str]]

    @property
    def made(self) -> list[str]:
        return [*self.receipts, *self.pending]


def outbox(page: Page, person_id: str = "") -> Outbox:
    """Of the person shown on the page, or of the one named."""
    person_id = person_id or shown_person(page)
    kept = page.evaluate(READ, person_id)
    return Outbox(
        pending=[row["command_id"] for row in sorted(kept["commands"], key=made_no)],
        receipts=[row["command_id"] for row in sorted(kept["receipts"], key=made_no)],
        photos=kept["blobs"],
        drafts=[dict(row["fields"]) for row in kept["drafts"]],
    )


def shown_person(page: Page) -> str:
    person_id = page.locator("body").get_attribute("data-person-id")
    assert person_id, "this page shows nobody's work"
    return person_id


def made_no(row: dict[str, Any]) -> int:
    number: int = row.get("made_no") or 0
    return number
