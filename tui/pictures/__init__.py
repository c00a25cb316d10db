"""What a view makes: lines of spans in roles and glyphs, and how they become files."""
