"""What a run tells: progress, history, plot, manifest and model card."""
