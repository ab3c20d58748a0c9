"""What is kept between runs: lowered statements and the facts of files. A run without any of it says the same."""
