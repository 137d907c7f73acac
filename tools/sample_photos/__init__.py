"""The house style of the sample newsroom's illustrations, and the scenes. Drawn by `tools/draw_sample_photos.py`."""
