"""Pages: all that is known of one thing, and what it rests on."""
