"""Blocks: the neutral form of a document that templates produce and every output speaks."""
