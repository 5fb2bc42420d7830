"""Pictures for the demo's polls, drawn here in a few flat shapes."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SIZE = (960, 720)
SKY, SAND, GREEN, WOOD, WHITE, INK = "#bfe3f2", "#f3dca4", "#7fae7a", "#a9774d", "#fffdf7", "#3d4452"


def poll_picture(kind):
    """Return the picture of this kind as somebody would upload it."""
    image = Image.new("RGB", SIZE, SKY)
    DRAWN[kind](ImageDraw.Draw(image))
    stored = io.BytesIO()
    image.save(stored, "PNG")
    return SimpleUploadedFile(f"{kind}.png", stored.getvalue(), content_type="image/png")


def _island(canvas):
    canvas.rectangle((0, 430, 960, 720), fill="#5fb6cf")
    canvas.ellipse((150, 470, 810, 760), fill=SAND)
    canvas.polygon(((455, 520), (500, 520), (530, 240), (500, 232)), fill=WOOD)
    for left, top, right, bottom in (
        (330, 150, 530, 250),
        (500, 150, 710, 250),
        (360, 80, 540, 240),
        (490, 80, 670, 240),
    ):
        canvas.ellipse((left, top, right, bottom), fill=GREEN)
    canvas.ellipse((700, 70, 820, 190), fill="#ffd874")
    canvas.ellipse((490, 225, 530, 265), fill="#8a5a35")


def _bowl(canvas):
    canvas.rectangle((0, 0, 960, 720), fill="#f4d9c6")
    for step in range(3):
        canvas.arc((360 + step * 90, 90, 440 + step * 90, 260), 90, 270, fill=WHITE, width=16)
    canvas.ellipse((180, 250, 780, 430), fill=WHITE)
    canvas.ellipse((215, 270, 745, 410), fill="#e8a55a")
    for step in range(6):
        canvas.arc((240 + step * 60, 290, 380 + step * 60, 400), 190, 350, fill="#f8e3b0", width=12)
    canvas.pieslice((180, 120, 780, 620), 0, 180, fill="#5b7fa6")
    canvas.rectangle((400, 600, 560, 640), fill="#48688b")


def _bus(canvas):
    canvas.rectangle((0, 520, 960, 720), fill="#9aa3ad")
    canvas.rounded_rectangle((130, 190, 830, 560), radius=50, fill="#4f8f6b")
    for window in range(4):
        left = 170 + window * 160
        canvas.rounded_rectangle((left, 240, left + 130, 370), radius=16, fill="#e3f2fa")
    for wheel in (260, 640):
        canvas.ellipse((wheel - 60, 500, wheel + 60, 620), fill=INK)
        canvas.ellipse((wheel - 25, 535, wheel + 25, 585), fill="#c8ced6")
    canvas.rectangle((130, 420, 830, 450), fill="#f3dca4")


def _books(canvas):
    canvas.rectangle((0, 0, 960, 720), fill="#efe3cf")
    colours = ("#c4695a", "#5b7fa6", "#d9a441", "#6f9a6a", "#8a6f9e")
    for shelf in range(2):
        floor = 330 + shelf * 300
        left = 90
        for book in range(11):
            width, height = 52 + book * 7 % 24, 190 + book * 37 % 60
            canvas.rectangle((left, floor - height, left + width, floor), fill=colours[(book + shelf) % 5])
            canvas.rectangle((left + 10, floor - height + 30, left + width - 10, floor - height + 40), fill=WHITE)
            left += width + 8
        canvas.rectangle((50, floor, 910, floor + 28), fill=WOOD)


def _trees(canvas):
    canvas.rectangle((0, 470, 960, 720), fill="#a8cf95")
    canvas.polygon(((420, 720), (560, 720), (500, 470), (470, 470)), fill=SAND)
    for middle, top in ((150, 160), (330, 220), (660, 200), (830, 140)):
        canvas.rectangle((middle - 18, 380, middle + 18, 560), fill=WOOD)
        canvas.ellipse((middle - 110, top, middle + 110, top + 260), fill=GREEN)
    canvas.rectangle((560, 560, 760, 580), fill=WOOD)
    for leg in (580, 730):
        canvas.rectangle((leg, 580, leg + 14, 630), fill=INK)


def _window(canvas):
    canvas.rectangle((0, 0, 960, 720), fill="#f2e6d8")
    canvas.rectangle((300, 90, 720, 430), fill=WHITE)
    canvas.rectangle((320, 110, 700, 410), fill=SKY)
    canvas.rectangle((500, 110, 520, 410), fill=WHITE)
    canvas.rectangle((320, 250, 700, 268), fill=WHITE)
    canvas.rounded_rectangle((170, 460, 640, 650), radius=40, fill="#c98b7b")
    canvas.rounded_rectangle((130, 520, 220, 660), radius=30, fill="#b4766a")
    canvas.rounded_rectangle((590, 520, 680, 660), radius=30, fill="#b4766a")
    canvas.rectangle((780, 330, 800, 640), fill=WOOD)
    canvas.polygon(((730, 340), (850, 340), (820, 240), (760, 240)), fill="#ffd874")


DRAWN = {"island": _island, "bowl": _bowl, "bus": _bus, "books": _books, "trees": _trees, "window": _window}
