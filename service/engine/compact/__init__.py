"""The bundled model's towers: the only code needed to load it."""
