"""The text view: section text as a Qt document, exact offsets, and the widget."""
