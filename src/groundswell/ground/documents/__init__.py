"""Files in many languages and media, stored by what they hold and served only through the door."""
