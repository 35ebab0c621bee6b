"""The pages of the conversation: each one turns knowledge and answers into a reply."""
