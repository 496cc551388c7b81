"""Small public things: health, configuration, the widget's script."""
