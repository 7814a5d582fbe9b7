"""Readers of the corpora that the model is trained and measured on. Each takes a folder that you have; none is part of the project."""
