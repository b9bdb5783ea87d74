"""From a catalogue to what a training step sees: captions, pictures and hard negatives."""
