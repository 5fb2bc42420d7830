"""How Django writes dates where no template says how; one package a language, as `FORMAT_MODULE_PATH` wants it."""
