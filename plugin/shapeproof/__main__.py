"""``python -m shapeproof``: the command line."""

from shapeproof.command_line.main import run

if __name__ == "__main__":
    run()
