"""The page view: geometry, pictures and the widget."""
