"""The wire: the calls of the API, what their answers say, and when a call is tried again."""
