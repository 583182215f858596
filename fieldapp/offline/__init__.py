"""The offline protocol, server side. Knows no Flask; see docs/offline-protocol.md."""
