"""The technician's pages, as the server makes them."""
