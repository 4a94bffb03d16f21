"""Facts and the operations on them; the only folder that imports SQLAlchemy."""
