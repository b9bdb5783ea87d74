"""How pictures are drawn: outlines, colour, cloth, light, canvas, studio."""
