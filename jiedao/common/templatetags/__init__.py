"""Tags that every template may use; settings makes the library a builtin."""
