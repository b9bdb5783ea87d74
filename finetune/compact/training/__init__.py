"""How it is learned: gradients, losses, and the two stages."""
