"""The page of the author of a text that was taken down: what was decided, and the one objection to it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from moderation import services
from moderation.forms import ObjectionForm
from moderation.models import Decision, Objection
from moderation.queries.own_texts import decided_text
from polibat.web.forms import form_page, posted
from polibat.web.sign_in import members_only

THANKS = "이의신청이 접수되었습니다. 조치한 사람이 아닌 다른 운영자가 검토합니다."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def objection_create(request, public_id):
    """What was decided about one's own text, and the form (or the answer) of the one objection to it."""
    target = _find_own(public_id, request.user)
    decision = services.decision_to_object_to(target)
    if decision is None:
        return _nothing_to_object_to(request, target)
    objection = Objection.objects.filter(decision=decision).first()
    context = {"target": target, "decision": decision, "objection": objection}
    if objection and request.method != "POST":
        return render(request, "moderation/objection_create.html", context)
    form = ObjectionForm(posted(request))
    if form.is_bound and form.perform(services.object_to, decision, by=request.user, text=form.data.get("text", "")):
        messages.success(request, THANKS)
        return redirect("moderation:objection-create", public_id)
    return form_page(request, "moderation/objection_create.html", form, **context)


def _find_own(public_id, member):
    """The member's own text of this id that somebody decided about; Http404 for any other."""
    target = decided_text(public_id, member)
    if target is None:
        raise Http404
    return target


def _nothing_to_object_to(request, target):
    """The text can be read again: what was decided last, without a form."""
    last = Decision.objects.about(target).order_by("-pk").first()
    objection = Objection.objects.visible_to(request.user).filter(decision__in=Decision.objects.about(target)).first()
    context = {"target": target, "decision": last, "objection": objection, "is_over": True}
    return render(request, "moderation/objection_create.html", context)
