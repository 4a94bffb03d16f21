"""What the web door keeps: messages of people who come by browser."""
