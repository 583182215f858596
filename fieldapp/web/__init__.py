"""Flask: what answers a request, for the office, the technician and the customer."""
