"""Database and evidence in one archive, proven, kept, and restored whole or not at all."""
