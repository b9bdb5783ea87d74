"""What is shown: the terminal's tables, the JSON document and the HTML page."""
