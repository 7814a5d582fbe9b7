"""Scorers, floors and peers. Each module measures one corpus; the corpus folder is an argument."""
