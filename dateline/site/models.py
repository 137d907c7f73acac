"""No rows of its own. The module exists so that Django sends this app, the last in the list, `post_migrate`."""
