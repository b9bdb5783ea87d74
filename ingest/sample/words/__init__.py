"""What a catalogue says about its products."""
