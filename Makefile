# What you can do here: make help
# Only `make test` installs anything, and only what is missing. Longer shell lives in scripts/.

.DEFAULT_GOAL := help
.PHONY: help run build check test test-go test-browser bench fuzz soak reliability golden

help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Start the program with its data in ./data
	go run ./cmd/nabij serve --data data

build: ## Build the program: bin/nabij
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o bin/nabij ./cmd/nabij

check: ## The quick loop: form, vet and the Go tests that need nothing else
	scripts/check-form.sh
	go test ./...

test: ## Everything, as CI does it; installs what is missing (Debian, as root)
	scripts/install-test-needs.sh
	scripts/test.sh

test-go: ## Everything of Go: form, tests with the race detector, both databases
	scripts/test.sh go

test-browser: ## The tests in a browser
	scripts/test.sh browser

bench: ## Measure the speed
	scripts/bench.sh

fuzz: ## Look for input that breaks something; FUZZTIME=5m make fuzz
	scripts/fuzz.sh

soak: ## Ask pages for a long time and watch the memory; SOAK=1h make soak
	NABIJ_SOAK=$${SOAK:-10m} go test -run '^TestSoak$$' -count=1 -timeout 0 -v ./cmd/nabij

reliability: ## Break the program on purpose, with guards, for an hour; RUN=G5 make reliability
	scripts/reliability.sh

golden: ## Write the golden files anew; read the difference before you keep it
	go test ./migrations -update
