"""Moving generations: from a data folder to a server, back, or to a backup."""
