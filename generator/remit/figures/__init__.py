"""Figures drawn from what was calculated: the same drawing stands in a Word document and on a page of the website."""
