// Command nabij is the program. Run it without words for help.
package main

import (
	"os"

	"nabij/internal/app"
)

func main() {
	os.Exit(app.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}
