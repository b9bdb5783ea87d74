"""How the page looks: answers turned into words, colours and HTML."""
