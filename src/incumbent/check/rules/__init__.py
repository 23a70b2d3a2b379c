"""The rules that compare records: over time, across offices, names, texts and numbers."""
