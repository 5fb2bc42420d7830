"""Rows that are only ever added: the database itself refuses to change or delete them."""

from django.db import migrations


def append_only(table, *, changeable=(), kept_days=None):
    """A migration operation that makes `table` refuse DELETE, and UPDATE of every column but those in `changeable`.

    `kept_days` after its `created_at` a row may be deleted.
    """
    name = f"{table}_is_append_only"
    same = "" if not changeable else f"to_jsonb(NEW) - {_array(changeable)} = to_jsonb(OLD) - {_array(changeable)}"
    allowed = f"IF TG_OP = 'UPDATE' AND {same} THEN RETURN NEW; END IF;" if same else ""
    if kept_days:
        over = f"OLD.created_at < now() - interval '{kept_days} days'"
        allowed += f" IF TG_OP = 'DELETE' AND {over} THEN RETURN OLD; END IF;"
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            {allowed}
            RAISE EXCEPTION 'rows of {table} are only ever added' USING ERRCODE = 'restrict_violation';
        END $$;
        CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
        """,
        f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();",
    )


def _array(names):
    return "ARRAY[" + ", ".join(f"'{name}'" for name in names) + "]"
