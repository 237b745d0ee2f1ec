"""report.html: one file that shows a run, offline: a table per type, times, risk over coverage, and every miss."""
