"""The word of private suggestions that nobody else may ever see."""

SECRET = "쥐며느리"
