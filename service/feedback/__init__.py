"""Feedback: searches are remembered for a while, and what came of them is kept for good."""

from service.feedback.log import FeedbackCounts, FeedbackLog, FeedbackUnavailableError
from service.feedback.recent import RecentSearches

__all__ = ["FeedbackCounts", "FeedbackLog", "FeedbackUnavailableError", "RecentSearches"]
