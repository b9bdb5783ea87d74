"""What the recipe measures, calibrates and writes down about the model it made."""
