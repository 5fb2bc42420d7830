"""Demo data: invented people who talk about everyday public affairs, the same for the same seed.

From the bottom: `texts` (what may be said), `cast` (who there is), `conversation` (who says what to whom), `clock`
(when), `pictures`, `people` (members and politicians, stored), `rows` (a conversation as rows), `write` (rows by COPY),
`scene` (what the demo accounts find on their desks).
"""
