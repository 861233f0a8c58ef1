"""The pages, one a module; ``show(chosen)`` puts one on the screen."""
