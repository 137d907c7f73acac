"""The whole put together: settings, addresses, the server and the console commands."""
