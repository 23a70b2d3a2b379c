"""Checks of facts: vocabulary, shapes, evidence."""
