"""The model: one small encoder, run once over a text; what its heads say about every piece, decoded.

Knows characters, sentences and quotation marks; nothing of documents. No other room runs a network.
"""
