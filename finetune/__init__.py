"""Training and evaluation of the models that Modiste searches with."""
