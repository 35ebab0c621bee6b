"""The same bot, written the usual way with two libraries; see `benchmarks.turns` and `benchmarks.crowd`."""
