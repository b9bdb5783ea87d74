"""Fetching pictures by URL, without becoming a way into the shop's network."""

from service.engine.fetching.addresses import Address, is_public
from service.engine.fetching.fetcher import Fetched, Fetcher, Validators
from service.engine.fetching.own_hosts import OwnHosts

__all__ = ["Address", "Fetched", "Fetcher", "OwnHosts", "Validators", "is_public"]
