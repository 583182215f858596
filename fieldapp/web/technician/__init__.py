"""The technician's pages as the server makes them, and the forms of a phone without a worker."""

from fieldapp.web.technician import pages, photos, settings, visit_commands

blueprints = (
    pages.blueprint,
    visit_commands.blueprint,
    photos.blueprint,
    settings.blueprint,
)
