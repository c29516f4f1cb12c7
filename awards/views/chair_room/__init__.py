"""The pages of the chair's room beside the progress: what the marks say, reminders, the plenary."""
