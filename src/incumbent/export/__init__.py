"""The graph in forms for other tools."""
