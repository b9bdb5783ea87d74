"""What several shapes share."""
