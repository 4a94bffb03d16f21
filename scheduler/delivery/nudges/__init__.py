"""Nudges on their way out: by SMS, by e-mail, by a group's robot. Each way is a small class with `send`."""
