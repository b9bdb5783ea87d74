"""Bags and small leather goods."""
