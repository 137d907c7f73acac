"""Readers' addresses, as `docs/flow.md` lists them."""

urlpatterns: list = []
