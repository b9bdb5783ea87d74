"""Pictures: from what a catalogue holds (bytes, a path, a URL) to a decoded picture."""
