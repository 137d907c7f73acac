"""What readers get: pages, feeds and sitemaps, and the doors for their comments."""
