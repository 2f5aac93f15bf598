"""What is looked at afterwards: ratings with their closed loop, and the figures of a day."""
