"""A knowledge base: its settings, files, facts and names."""
