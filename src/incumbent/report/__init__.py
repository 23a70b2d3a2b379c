"""What the gate has found, in one form or another: for people, for programs, and for the services that show it in place."""
