"""The sample newsroom: an invented agency in the invented coastal country of Velmara. No real person or place."""
