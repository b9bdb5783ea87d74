"""The HTTP API: requests in, queries to the engine, answers out."""
