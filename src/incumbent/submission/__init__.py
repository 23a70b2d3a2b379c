"""New facts: forms read, compiled, judged and merged."""
