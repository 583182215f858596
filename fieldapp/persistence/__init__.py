"""Tables, sessions, blobs and counters: everything that outlives a process."""
