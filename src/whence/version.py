"""The version of Whence, the one place where it stands."""

__version__ = "0.1.0"
