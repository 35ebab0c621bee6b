"""The guide page: one version of the content, whole, on one page to read again, print and fact-check."""
