"""Pictures of the page: every state at every width, light and dark, and those of the documents."""
