"""Banners, drawn here, and popups for the first page; through the services, in the name of a member of staff."""

import io
import math
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models import Member
from dev.demo.lettering import write
from displays.models import Audience, Banner, Popup
from displays.services import publish_banner, publish_popup

PC, MOBILE = (1140, 1002), (1080, 1008)
INK, PAPER = "#26303c", "#ffffff"


def show_displays():
    """Publish banners for three months, at every place but above lists, and popups, one of them for members."""
    admin = Member.objects.with_email("admin@example.com").get()
    begin = timezone.now() - timedelta(days=3)
    period = {"starts_at": begin, "ends_at": begin + timedelta(days=90)}
    for title, target, drawing, settings in (
        ("동네 이야기를 들려주세요", "/free/", _street, {"rotates_after": 6}),
        ("궁금한 것은 정치인에게 직접", "/voice/", _bubbles, {"new_window": False}),
        ("우리 지역을 위해 일하는 사람들", "/politicians/", _people, {}),
        (
            "불편하거나 바라는 점을 알려 주세요",
            "/suggestions/",
            _wishes,
            {"position": "MAIN_BOTTOM", "on_mobile": False},
        ),
        ("쓰기 전에 함께 지킬 약속", "/policies/", _promise, {"position": "MAIN_BOTTOM", "new_window": False}),
        ("운영자가 무엇을 왜 가렸는지", "/moderation-log/", _ledger, {"position": "SIDEBAR", "new_window": False}),
    ):
        description = f"시연: {title}"
        publish_banner(
            Banner(title=title, description=description, target=target, **settings, **period),
            pc_image=_drawn(PC, drawing),
            mobile_image=_drawn(MOBILE, drawing),
            by=admin,
        )
    text = "시민과 정치인이 함께하는 소통 공간\n지금 첫 글을 남겨 보세요!"
    popup = Popup(title="📢 정치방망이에 오신 것을 환영합니다", text=text, target="/free/", **period)
    publish_popup(popup, by=admin)
    event = {"kind": Popup.Kind.EVENT, "position": Popup.Position.BOTTOM}
    event |= {"audience": Audience.NORMAL, "closes_after": 20}
    text = "이번 주 투표에 참여하고\n댓글로 의견도 남겨 보세요."
    publish_popup(Popup(title="이번 주의 투표", text=text, target="/polls/", **event, **period), by=admin)


def _drawn(size, drawing):
    """Return a PNG as a member of staff would upload it."""
    image = Image.new("RGB", size, PAPER)
    drawing(ImageDraw.Draw(image), *size)
    stored = io.BytesIO()
    image.save(stored, "PNG")
    return SimpleUploadedFile("banner.png", stored.getvalue(), content_type="image/png")


def _lines(canvas, width, first, second, fill=INK):
    """Two lines of words at the top."""
    write(canvas, (width / 2, 190), first, size=58, fill=fill)
    write(canvas, (width / 2, 300), second, size=100, fill=fill)


def _street(canvas, width, height):
    canvas.rectangle((0, 0, width, height), fill="#e6f1f7")
    canvas.rectangle((0, height - 260, width, height), fill="#cfd6da")
    for number, (colour, tall) in enumerate((("#8fb0c9", 260), ("#d8b57f", 340), ("#9dbf9a", 220), ("#c3a2ba", 300))):
        left, right = width * number / 4 + 24, width * (number + 1) / 4 - 24
        top = height - 260 - tall
        canvas.rounded_rectangle((left, top, right, height - 250), radius=16, fill=colour)
        for window in range(4):
            x, y = left + 38 + (window % 2) * 105, top + 44 + (window // 2) * 92
            canvas.rounded_rectangle((x, y, x + 62, y + 58), radius=8, fill="#f7f4e8")
    for stripe in range(6):
        canvas.rectangle((stripe * 220 + 40, height - 136, stripe * 220 + 160, height - 116), fill=PAPER)
    _lines(canvas, width, "버스, 골목, 놀이터", "우리 동네 이야기")


def _bubbles(canvas, width, height):
    canvas.rectangle((0, 0, width, height), fill="#f6efe2")
    _bubble(canvas, (90, 420, width - 300, 590), "#7fa7b8", tail=200)
    _bubble(canvas, (300, 640, width - 90, 810), "#d7a15f", tail=width - 240)
    for middle, top in ((width / 2 - 105, 505), (width / 2 + 105, 725)):
        for dot in (-90, 0, 90):
            canvas.ellipse((middle + dot - 18, top - 18, middle + dot + 18, top + 18), fill=PAPER)
    _lines(canvas, width, "묻고, 답하고", "정치인과 직접 소통")


def _bubble(canvas, box, colour, *, tail):
    canvas.rounded_rectangle(box, radius=70, fill=colour)
    canvas.polygon([(tail, box[3] - 20), (tail + 70, box[3] - 20), (tail + 10, box[3] + 56)], fill=colour)


def _people(canvas, width, height):
    canvas.rectangle((0, 0, width, height), fill="#e9efe6")
    canvas.ellipse((-200, height - 240, width + 200, height + 420), fill="#a9c3a0")
    for number, colour in enumerate(("#8a9cb5", "#c99a7b", "#9b8fb3", "#7fada0", "#c9b06b")):
        middle, top = width * (number + 0.5) / 5, 470 + 46 * math.cos(number * 2)
        canvas.ellipse((middle - 58, top, middle + 58, top + 116), fill="#f3e0c6")
        canvas.pieslice((middle - 98, top + 126, middle + 98, top + 460), 180, 360, fill=colour)
        canvas.rectangle((middle - 98, top + 290, middle + 98, top + 380), fill=colour)
    _lines(canvas, width, "이름으로, 지역으로", "정치인 찾아보기")


# Strips: what matters stands in the middle, because the ends of the picture are cut off above and below.


def _wishes(canvas, width, height):
    canvas.rectangle((0, 0, width, height), fill="#efe9f3")
    middle = height / 2
    for number, colour in enumerate(("#b7a5c9", "#9fb8c9", "#c9b89f", "#a5c9b0")):
        left = 40 + number * (width - 80) / 4
        canvas.rounded_rectangle((left, middle + 40, left + (width - 80) / 4 - 24, middle + 96), radius=24, fill=colour)
    write(canvas, (width / 2, middle - 40), "불편한 점, 바라는 점", size=84, fill=INK)


def _promise(canvas, width, height):
    canvas.rectangle((0, 0, width, height), fill="#e4eef0")
    middle = height / 2
    for number in range(3):
        for left in (30 + number * 74, width - 30 - number * 74 - 58):
            shade = ("#7fa3ab", "#a5c0c5", "#c6d8db")[number]
            canvas.rounded_rectangle((left, middle - 29, left + 58, middle + 29), radius=16, fill=shade)
            canvas.line([(left + 15, middle), (left + 26, middle + 13), (left + 44, middle - 13)], fill=PAPER, width=8)
    write(canvas, (width / 2, middle), "함께 지킬 약속", size=72, fill=INK)


def _ledger(canvas, width, height):
    canvas.rectangle((0, 0, width, height), fill="#f3efe4")
    middle = height / 2
    for left in (40, width - 240):
        for row, long in enumerate((200, 150, 180)):
            top = middle - 50 + row * 40
            canvas.rounded_rectangle((left, top, left + long, top + 20), radius=10, fill="#cdbf9a")
    write(canvas, (width / 2, middle), "무엇을 왜 가렸을까요", size=62, fill=INK)
