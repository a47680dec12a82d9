"""Finds plugins, calls them under guard, and reads files with importers in a child process."""
