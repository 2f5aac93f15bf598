"""The commands of `tongban`: each module adds its own to the parser and runs it."""
