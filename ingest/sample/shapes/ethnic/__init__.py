"""Indian clothes and draped cloth."""
