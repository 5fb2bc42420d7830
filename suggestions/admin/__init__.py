"""The back office of suggestions and notices; `moderation.admin` registers both and adds its verbs."""
