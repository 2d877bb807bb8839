"""A round with twelve invented offices, played with the commands that a secretariat types."""
