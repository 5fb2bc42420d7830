"""What the lists of all boards have in common."""

from django.shortcuts import render

from polibat.cache.pages import part_of


def wants_list_alone(request):
    """Whether htmx asks for the list without the page around it."""
    return part_of(request) == "post-list"


def render_list(request, name, context, *, number):
    """Show the list `name` (`boards/post_list`) as a page or alone (`boards/_post_list`).

    One that stands in for a page number that there is not is never kept.
    """
    app, _, name = name.partition("/")
    response = render(request, f"{app}/{'_' if wants_list_alone(request) else ''}{name}.html", context)
    if context["page"].number != number:
        response["Cache-Control"] = "no-store"
    return response
