"""`make bench`: what a request costs, measured on a database and a server of its own.

`data` seeds the database, `server` runs the web server as `make run` does, `cases` says what is asked, `load` asks it
over 16 connections, `cpu` reads what it cost, `report` prints it. Everything happens on 127.0.0.1.
"""
