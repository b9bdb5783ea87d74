"""Fine-tuning of any CLIP-style model on a catalogue."""
