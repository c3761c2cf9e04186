"""Partner Reader: a small reference library, read and searched offline."""

__version__ = "0.1.0"
