"""The query cache."""
