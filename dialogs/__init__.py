"""The conversation, pure: a session and an event in, a session and replies out."""
