"""What a backup or a restore ends with when it cannot be."""


class BackupProblem(Exception):
    """It was not done, and nothing half is left; the message is one line for the operator."""


class AnotherRuns(BackupProblem):
    """Somebody else is making one in the same directory."""
