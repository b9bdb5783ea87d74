"""What operators see: the log's form, metrics, and probes of the live index."""
