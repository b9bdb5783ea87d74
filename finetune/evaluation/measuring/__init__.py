"""What is measured: tasks, the systems that answer them, and the values of their metrics."""
