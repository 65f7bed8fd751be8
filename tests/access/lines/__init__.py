"""Lines of the access matrix, by room."""
