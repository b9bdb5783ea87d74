"""The compact recipe: how the bundled model is made, from base weights to a measured folder."""
