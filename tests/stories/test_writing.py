"""Writing in the browser: the editor, pictures, drafts, the one submit, changing and deleting."""

import random
import re
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image as Picture
from playwright.sync_api import expect

from boards.models import Draft, Post
from pictures.models import Image
from tests import factories
from tests.browser import DESKTOP, MOBILE
from tests.stories.steps import BODY, row_of, write_post

DROP = """([name, type, bytes, how]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], name, { type }));
    const editor = document.querySelector(".ql-editor");
    const box = editor.getBoundingClientRect();
    const place = { clientX: box.x + 30, clientY: box.y + 20 };
    const event = how === "paste"
        ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
        : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true, ...place });
    editor.dispatchEvent(event);
}"""


def picture(size=(640, 480)):
    """The bytes of a picture."""
    file = BytesIO()
    Picture.new("RGB", size, "#deecff").save(file, "PNG")
    return file.getvalue()


def editor(page):
    """Where the text is written."""
    return page.get_by_role("textbox", name="내용", exact=True)


@pytest.fixture
def page(open_page, citizen):
    """The citizen begins a post."""
    page = open_page(member=citizen)
    page.goto("/free/write/")
    return page


@pytest.mark.parametrize("size", [DESKTOP, MOBILE], ids=["desktop", "mobile"])
def test_writing_is_published_once_and_stands_first(open_page, citizen, size):
    page = open_page(size, member=citizen)
    page.goto("/free/write/")
    write_post(page, title="가로등이 어둡습니다")

    expect(page.get_by_text("게시글이 성공적으로 등록되었습니다!")).to_be_visible()
    expect(page.locator("tbody tr").first).to_contain_text("가로등이 어둡습니다")
    assert Post.objects.get().body == f"<p>{BODY}</p>"


def test_writing_is_sent_once_however_often_it_is_pressed(page):
    sent = []

    def answer_late(route):
        sent.append(route.request)
        page.wait_for_timeout(300)
        route.continue_()

    page.get_by_label("제목", exact=True).fill("두 번 누릅니다")
    editor(page).fill(BODY)
    page.route(
        "**/free/write/", lambda route: answer_late(route) if route.request.method == "POST" else route.continue_()
    )
    button = page.locator(".post-form .button[type=submit]")
    button.evaluate("button => { button.click(); button.click(); setTimeout(() => button.click()); }")
    expect(page.get_by_text("게시글이 성공적으로 등록되었습니다!")).to_be_visible()

    assert len(sent) == 1
    assert Post.objects.count() == 1


def test_writing_formats_become_clean_html(page):
    page.get_by_label("제목", exact=True).fill("서식이 있는 글")
    editor(page).click()
    page.get_by_label("문단 모양").select_option("큰 제목")
    page.keyboard.type("머리말")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="굵게").click()
    page.keyboard.type("굵은 글")
    page.get_by_role("button", name="굵게").click()
    page.keyboard.type("과 보통 글입니다.")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="글머리 기호 목록").click()
    page.keyboard.type("첫째")
    page.get_by_role("button", name="등록하기").click()
    row_of(page, "서식이 있는 글").get_by_role("link").click()

    body = page.locator(".post-body")
    expect(body.locator("h2")).to_have_text("머리말")
    expect(body.locator("strong")).to_have_text("굵은 글")
    expect(body.locator("ul > li")).to_have_text("첫째")


def test_writing_refused_keeps_everything(page, complaints):
    complaints.allow("status of 422")
    editor(page).fill("짧음")
    page.get_by_role("button", name="등록하기").click()

    expect(page.get_by_text("제목을 입력하세요.")).to_be_visible()
    expect(page.get_by_text(re.compile("내용은 10자 이상"))).to_be_visible()
    expect(editor(page)).to_have_text("짧음")
    expect(editor(page)).to_have_attribute("aria-invalid", "true")


def test_writing_tab_leaves_the_editor(page):
    editor(page).focus()
    page.keyboard.press("Tab")

    expect(editor(page)).not_to_be_focused()
    expect(editor(page)).to_have_text("")


def test_writing_composes_korean(page):
    editor(page).click()
    keyboard = page.context.new_cdp_session(page)
    for part in ("ㅎ", "하", "한"):
        keyboard.send("Input.imeSetComposition", {"text": part, "selectionStart": 1, "selectionEnd": 1})
    keyboard.send("Input.insertText", {"text": "한"})
    page.keyboard.type("글")

    expect(page.locator("textarea[name=body]")).to_have_value("<p>한글</p>")


def test_writing_markdown_and_back_is_the_same(page):
    page.get_by_role("button", name="마크다운").click()
    page.get_by_label("내용 (마크다운)").fill("## 제목\n**굵게** 그리고 *기울게*\n- 하나\n- 둘")
    page.get_by_role("button", name="위지윅").click()

    expect(editor(page).locator("h2")).to_have_text("제목")
    expect(page.locator("textarea[name=body]")).to_have_value(
        "<h2>제목</h2><p><strong>굵게</strong> 그리고 <em>기울게</em></p><ul><li>하나</li><li>둘</li></ul>"
    )


@pytest.mark.parametrize(
    ("how", "size"),
    [("pick", DESKTOP), ("paste", DESKTOP), ("drop", DESKTOP), ("pick", MOBILE)],
    ids=["pick", "paste", "drop", "pick-on-a-phone"],
)
def test_writing_pictures_are_sent_and_shown(open_page, citizen, how, size):
    page = open_page(size, member=citizen)
    page.goto("/free/write/")
    editor(page).fill("사진을 올립니다. 잘 보이나요?")
    if how == "pick":
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="이미지", exact=True).click()
        chooser.value.set_files({"name": "사진.png", "mimeType": "image/png", "buffer": picture()})
    else:
        page.evaluate(DROP, ["사진.png", "image/png", list(picture()), how])
    image = editor(page).locator("img")
    expect(image).to_have_attribute("width", "640")
    page.get_by_label("제목", exact=True).fill("사진 한 장")
    page.get_by_role("button", name="등록하기").click()
    row = row_of(page, "사진 한 장")
    expect(row.get_by_role("img", name="이미지 첨부됨").first).to_be_visible()
    row.get_by_role("link").click()

    shown = page.locator(".post-body img")
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("naturalWidth", 640)
    assert Image.objects.get().post == Post.objects.get()


def noise(side=900):
    """The bytes of a picture of more than 1 MB."""
    file = BytesIO()
    Picture.frombytes("RGB", (side, side), random.Random(1).randbytes(side * side * 3)).save(file, "PNG")
    return file.getvalue()


def pick(page, content, *, name="큰사진.png", kind="image/png"):
    """Choose a picture for the text."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="이미지", exact=True).click()
    chooser.value.set_files({"name": name, "mimeType": kind, "buffer": content})


def test_writing_large_pictures_go_straight_into_the_storage(storage, settings, open_page, citizen, complaints):
    bucket = urlsplit(settings.AWS_S3_ENDPOINT_URL).netloc
    complaints.allow(rf"foreign request: http://{bucket or 'nowhere'}/")
    page, sent = open_page(member=citizen), []
    page.on("request", lambda request: sent.append(urlsplit(request.url)) if request.method == "POST" else None)
    page.goto("/free/write/")
    editor(page).fill("큰 사진을 올립니다. 잘 보이나요?")
    pick(page, noise())
    expect(editor(page).locator("img")).to_have_attribute("width", "900")
    page.get_by_label("제목", exact=True).fill("큰 사진 한 장")
    page.get_by_role("button", name="등록하기").click()
    row_of(page, "큰 사진 한 장").get_by_role("link").click()

    shown = page.locator(".post-body img")
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("naturalWidth", 900)
    assert Image.objects.get().post == Post.objects.get()
    assert "/images/" not in [address.path for address in sent]
    assert [address.netloc == bucket if bucket else address.path == "/files/" for address in sent].count(True) == 1


def test_writing_photos_of_phones_are_made_smaller_and_stand_upright(use_storage, open_page, citizen):
    use_storage("folder")
    photo, exif = BytesIO(), Picture.Exif()
    exif[0x0112] = 6
    noise_of_camera = random.Random(1).randbytes(3200 * 1600 * 3)
    Picture.frombytes("RGB", (3200, 1600), noise_of_camera).save(photo, "JPEG", quality=95, exif=exif)
    assert len(photo.getvalue()) > 5 * 1024 * 1024
    page = open_page(member=citizen)
    page.goto("/free/write/")
    editor(page).fill("휴대전화로 찍은 사진입니다.")
    pick(page, photo.getvalue(), name="사진.jpg", kind="image/jpeg")
    image = editor(page).locator("img")
    expect(image).to_have_attribute("width", "800")
    expect(image).to_have_attribute("height", "1600")


def test_writing_large_pictures_without_a_storage_lose_no_text(use_storage, open_page, citizen, complaints):
    use_storage("away")
    complaints.allow(r"ERR_CONNECTION_REFUSED|status of 503|foreign request: http://127\.0\.0\.1")
    page = open_page(member=citizen)
    page.goto("/free/write/")
    editor(page).fill("사진은 못 올려도 글은 남습니다.")
    pick(page, noise())

    expect(page.get_by_text("지금은 이미지를 저장할 수 없습니다. 잠시 후 다시 시도해 주세요.")).to_be_visible()
    expect(editor(page)).to_have_text("사진은 못 올려도 글은 남습니다.")
    expect(page.locator(".editor-upload")).to_have_count(0)
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    ("name", "kind", "size", "message"),
    [
        ("그림.svg", "image/svg+xml", 10, "jpg, png, gif, webp, heic 이미지만 올릴 수 있습니다."),
        ("큰사진.png", "image/png", 5 * 1024 * 1024 + 1, "이미지는 한 장에 5MB까지 올릴 수 있습니다."),
    ],
)
def test_writing_refuses_files_before_sending(page, name, kind, size, message):
    page.evaluate(
        """([name, type, size]) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(size)], name, { type }));
            document.querySelector(".ql-editor").dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [name, kind, size],
    )

    expect(page.get_by_text(message)).to_be_visible()
    assert not Image.objects.exists()


def test_writing_says_what_the_server_refused(page, complaints):
    complaints.allow("status of 422")
    page.evaluate(DROP, ["가짜.png", "image/png", list(b"not a picture"), "paste"])

    expect(page.locator(".toast[data-level=error]")).to_be_visible()
    expect(editor(page).locator("img")).to_have_count(0)


def test_writing_draft_survives_a_closed_tab(page, citizen):
    page.get_by_label("제목", exact=True).fill("쓰다 만 글")
    editor(page).fill("여기까지 썼습니다.")
    expect(page.get_by_text("임시 저장했습니다.")).to_be_visible()
    again = page.context.new_page()
    page.close()
    again.goto("/free/write/")

    expect(again.get_by_text("임시 저장된 글을 불러왔습니다.")).to_be_visible()
    expect(again.get_by_label("제목", exact=True)).to_have_value("쓰다 만 글")
    expect(editor(again)).to_have_text("여기까지 썼습니다.")
    again.get_by_role("button", name="지우기", exact=True).click()
    expect(again.get_by_label("제목", exact=True)).to_have_value("")
    assert not Draft.objects.exists()


def test_writing_draft_stays_on_the_device_without_connection(page, complaints):
    complaints.allow("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.get_by_label("제목", exact=True).fill("지하철에서 쓴 글")
    editor(page).fill("터널 안입니다.")
    expect(page.get_by_text("이 기기에 임시 저장했습니다.")).to_be_visible()
    page.context.set_offline(False)
    page.reload()

    expect(page.get_by_text("임시 저장된 글을 불러왔습니다. (이 기기에 저장됨)")).to_be_visible()
    expect(page.get_by_label("제목", exact=True)).to_have_value("지하철에서 쓴 글")
    expect(editor(page)).to_have_text("터널 안입니다.")


def test_writing_without_javascript_is_plain(open_page, citizen):
    page = open_page(member=citizen, javascript=False)
    page.goto("/free/write/")
    write_post(page, title="스크립트 없이", body="첫째 줄입니다.\n둘째 줄 <b>굵지 않음</b>")
    row_of(page, "스크립트 없이").get_by_role("link").click()

    expect(page.locator(".post-body")).to_have_text("첫째 줄입니다.\n둘째 줄 <b>굵지 않음</b>", use_inner_text=True)


def test_writing_enter_in_the_title_sends_the_post(open_page, citizen, politician):
    page = open_page(member=citizen, javascript=False)
    page.goto("/voice/write/")
    page.get_by_role("textbox", name="내용", exact=True).fill(BODY)
    page.get_by_label("제목", exact=True).fill("제목에서 바로 등록")
    page.get_by_label("제목", exact=True).press("Enter")

    expect(row_of(page, "제목에서 바로 등록")).to_be_visible()


def test_editing_starts_with_the_post_and_keeps_its_look(open_page, citizen):
    post = factories.post(citizen, body="<p>배차 간격이 <strong>너무</strong> 깁니다. 줄여 주세요.</p>")
    page = open_page(member=citizen)
    page.goto(post.get_absolute_url())
    page.get_by_role("link", name="수정하기").click()
    expect(editor(page).locator("strong")).to_have_text("너무")
    editor(page).press("End")
    page.keyboard.type(" 고맙습니다.")
    page.get_by_role("button", name="수정 완료").click()

    expect(page.get_by_text("수정 완료!")).to_be_visible()
    expect(page.locator(".post-body strong")).to_have_text("너무")
    expect(page.locator(".post-body")).to_contain_text("줄여 주세요. 고맙습니다.")


PASTE = """markup => {
    const data = new DataTransfer();
    data.setData("text/html", markup);
    data.setData("text/plain", "글");
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector(".ql-editor").dispatchEvent(event);
}"""


def test_editing_keeps_each_row_of_a_table_as_a_line(open_page, citizen):
    post = factories.post(citizen)
    # As it was stored by a release that kept tables.
    rows = "<tr><td><p>이름</p></td><td>금액</td></tr><tr><td>가</td><td><b>1,000</b></td></tr>"
    Post.objects.filter(pk=post.pk).update(body=f"<table><tbody>{rows}</tbody></table>")
    page = open_page(member=citizen)
    page.goto(f"/free/{post.public_id}/edit/")
    editor(page).press("Control+End")
    editor(page).press("Enter")
    page.evaluate(PASTE, "<table style='width:9px'><tr><td>나</td><td>20</td><td></td></tr><tr><td></td></tr></table>")
    expect(editor(page)).to_contain_text("나 | 20")
    page.get_by_role("button", name="수정 완료").click()
    expect(page.get_by_text("수정 완료!")).to_be_visible()

    post.refresh_from_db()
    assert post.body == "<p>이름 | 금액</p><p>가 | <strong>1,000</strong></p><p>나 | 20</p>"


def test_texts_as_deep_as_they_may_be_fit_the_smallest_phone(open_page, citizen):
    deep = [f"<{tag}>바른 글입니다" * 40 + f"</{tag.split('>')[0]}>" * 40 for tag in ("blockquote", "ul><li", "ol><li")]
    post = factories.post(
        citizen, title="깊" + "\u0301" * 50 + "은 글", body="".join(deep) + "<blockquote><ul><li>가" * 9
    )
    page = open_page({"viewport": {"width": 320, "height": 700}}, member=citizen)
    for path in ("/free/", post.get_absolute_url()):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.evaluate(
            "[...document.querySelectorAll('.prose *')].every(one => one.getBoundingClientRect().right <= 320)"
        )


def test_editing_warns_before_leaving(open_page, citizen):
    post = factories.post(citizen)
    page = open_page(member=citizen)
    page.goto(f"{post.get_absolute_url()}edit/")
    editor(page).press("End")
    page.keyboard.type(" 더")
    questions = []
    page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="취소").click()
    expect(page).to_have_url(re.compile(f"{post.get_absolute_url()}$"))

    assert questions == ["beforeunload"]


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_deleting_asks_and_leads_to_the_list(open_page, citizen, javascript):
    post = factories.post(citizen)
    page = open_page(member=citizen, javascript=javascript)
    page.goto(post.get_absolute_url())
    page.get_by_role("link", name="삭제하기").click()
    expect(page.get_by_text(re.compile("정말 삭제하시겠습니까?"))).to_be_visible()
    page.get_by_role("button", name="삭제", exact=True).click()

    expect(page.get_by_text("삭제 완료!")).to_be_visible()
    expect(row_of(page, post.title)).to_have_count(0)


def test_sharing_copies_the_address(open_page, citizen):
    post = factories.post(citizen)
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{post.get_absolute_url()}?comment=x")
    page.get_by_role("button", name="공유하기").click()

    expect(page.get_by_text("링크 복사 완료!")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(post.get_absolute_url())
