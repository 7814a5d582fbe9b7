"""The layers of a read document, one module each: functions from a Document to the records of its fields.

``run.py`` lists them in their order and is the map of the program; ``document.py`` holds the records' types.
"""
