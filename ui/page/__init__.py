"""What the page shows and what happens when it is used."""
