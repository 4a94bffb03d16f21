"""Anonymous reports (举报): the worker's side, the office's side, keys and sealing."""
