"""Asking: questions and SPARQL in, rows and graphs out, in a child process that can be stopped."""
