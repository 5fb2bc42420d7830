"""How a page says that a form was refused: in its title, in a box above the form, and by where it begins."""

from django import forms, template

register = template.Library()


@register.inclusion_tag("components/form_errors.html")
def form_errors(form):
    """What is wrong with a form, above its fields: with the whole of it in words, and which fields, as links to them.

    The page opens at the first of these, without a script too: it is drawn after this and takes the focus.
    """
    wrong = [field for field in form.visible_fields() if field.errors] if form.is_bound else []
    for field in wrong[:1]:
        field.field.widget.attrs["autofocus"] = True
    return {"errors": form.non_field_errors(), "wrong": wrong, "is_retyped": bool(wrong) and _lost_password(form)}


def _lost_password(form):
    """Whether a password was typed that is right as far as one can see, and that the page does not show again."""
    return any(
        isinstance(field.field.widget, forms.PasswordInput) and field.value() and not field.errors for field in form
    )


@register.simple_tag(takes_context=True)
def refused(context):
    """`오류: ` before the title of a page that shows a form again because something is wrong with it."""
    request = context.get("request")
    if request is None or request.method != "POST":
        return ""
    values = (value for layer in context.dicts for value in layer.values())
    shown = (value for value in values if isinstance(value, forms.BaseForm))
    return "오류: " if any(form.is_bound and form.errors for form in shown) else ""
