"""The kiosk as a process (`tongban kiosk`, `python -m kiosk`)."""

from kiosk.serve import main

if __name__ == "__main__":
    main()
