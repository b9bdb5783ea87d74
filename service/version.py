"""The version of Modiste, in one place."""

VERSION = "0.1.0"
