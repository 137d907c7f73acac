"""Which scenes there are: each scene is a function that draws on a `Print`, under the key of its photo."""

from collections.abc import Callable

from sample_photos.inks import Print

Scene = Callable[[Print], None]
SCENES: dict[str, Scene] = {}


def scene(key: str) -> Callable[[Scene], Scene]:
    def _enter(draw: Scene) -> Scene:
        SCENES[key] = draw
        return draw

    return _enter
