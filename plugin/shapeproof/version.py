"""The version of the package, where a build and every face read it."""

VERSION = "0.1.0"
