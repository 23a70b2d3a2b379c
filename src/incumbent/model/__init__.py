"""The vocabulary, time and Turtle: what everything else is made of."""
