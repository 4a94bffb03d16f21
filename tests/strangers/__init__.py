"""A Bot API that nobody of the program wrote for it: plain JSON, none of its types, none of its simulator."""
