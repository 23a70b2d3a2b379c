"""What changed between two states of a knowledge base, in words."""
