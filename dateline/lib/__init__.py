"""Small general helpers with real names. Imports nothing of ours."""
