"""The steps from an empty database to today's tables, each never changed once released."""
