"""Views: functions from a read document to output. One module a format; no view changes what it shows."""
