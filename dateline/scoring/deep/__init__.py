"""A small transformer that is asked where the linear engine is in doubt; needs the extra `[deep]`."""
