"""Who sat at the table, in which office, and says who?"""

__version__ = "0.1.0"
