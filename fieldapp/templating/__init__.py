"""One Jinja environment: filters, paths and the dialect shared with the service worker."""
