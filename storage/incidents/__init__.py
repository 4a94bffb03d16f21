"""Accidents (职业危害事故): recorded, told on, inquired into, shown to be dealt with, closed."""
