"""The Perspective API, answered by our own engine: the same requests, answers and errors. docs/perspective.md."""
