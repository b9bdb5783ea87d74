"""The web page of Modiste, and the typed client of its service that the page is built on."""
