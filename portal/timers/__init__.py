"""What the hub does by itself when its hour has come; when each runs next stands in the database."""
