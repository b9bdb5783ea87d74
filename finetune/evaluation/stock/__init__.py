"""What is judged: a catalogue's products with their pictures, vectors and likenesses."""
