# Only aliases: ./dev is the entry point and needs nothing but sh.
.PHONY: run test lint format bench stop clean
run test lint format bench stop clean:
	@./dev $@
