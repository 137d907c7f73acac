"""The wire: what comes in from outside and how it is understood."""
