"""The adapters: Telegram, the terminal, the command line. The only floor with input, output and a clock."""
