"""How much is read of a query; known before anything of the query is."""

LENGTH = 200_000  # characters
