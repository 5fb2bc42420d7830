"""Pictures for a few posts, drawn here: a chart, a street with trees, tiles. Nothing in them shows a real place."""

import io
import random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SIZE = (1200, 720)
PAPER, INK, LINE = "#f7f8fa", "#30343b", "#d5d9e0"
COLOURS = ("#6b8fb5", "#8fb58a", "#d8a657", "#b58fb0", "#7fb5b0", "#c98b7b")


def picture(seed):
    """Return a PNG as somebody would upload it, with words for those who cannot see it; the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable drawing, no secret
    kinds = (
        (_street, "가로수가 있는 길을 그린 그림"),
        (_chart, "요일별 이용자 수를 막대로 그린 표"),
        (_tiles, "색색의 보도블록 무늬"),
    )
    draw, alt = kinds[seed % len(kinds)]
    image = Image.new("RGB", SIZE, PAPER)
    draw(ImageDraw.Draw(image), rng)
    stored = io.BytesIO()
    image.save(stored, "PNG")
    return SimpleUploadedFile("picture.png", stored.getvalue(), content_type="image/png"), alt


def _chart(canvas, rng):
    for step in range(6):
        canvas.line((90, 90 + step * 100, 1140, 90 + step * 100), fill=LINE, width=3)
    for bar in range(7):
        height = rng.randrange(80, 470)
        left = 130 + bar * 145
        canvas.rounded_rectangle((left, 590 - height, left + 90, 590), radius=12, fill=COLOURS[bar % 2])
    canvas.line((90, 590, 1140, 590), fill=INK, width=5)


def _street(canvas, rng):
    canvas.rectangle((0, 0, SIZE[0], 430), fill="#e8f1f8")
    canvas.rectangle((0, 430, SIZE[0], SIZE[1]), fill="#c9cdd3")
    for stripe in range(8):
        canvas.rectangle((60 + stripe * 150, 565, 140 + stripe * 150, 583), fill=PAPER)
    for tree in range(5):
        middle, height = 120 + tree * 240 + rng.randrange(-30, 30), rng.randrange(150, 260)
        canvas.rectangle((middle - 12, 430 - height // 2, middle + 12, 440), fill="#8a6f57")
        canvas.ellipse((middle - 85, 400 - height, middle + 85, 470 - height // 2), fill="#8fb58a")


def _tiles(canvas, rng):
    for row in range(6):
        for column in range(-1, 9):
            left = column * 150 + (row % 2) * 75
            canvas.rounded_rectangle(
                (left + 6, row * 120 + 6, left + 144, row * 120 + 114), radius=10, fill=rng.choice(COLOURS)
            )
