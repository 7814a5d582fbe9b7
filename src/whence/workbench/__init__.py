"""The workbench: a local web application in which a person reads what Whence found, decides, and takes it along.

It reads Snapshots and writes Entries; whatever it does the library and the commands can do too.
"""
