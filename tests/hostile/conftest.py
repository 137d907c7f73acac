"""The desk, as its own tests open it."""

from tests.newsroom.conftest import desk_of as desk_of
