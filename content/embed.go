// Package content holds everything an organisation may change without a programmer: frameworks, guidelines, help lines.
// It is the only Go file here; docs/content-format.md tells how packs are written.
package content

import "embed"

// FS is the content that comes with the program.
//
//go:embed frameworks guidelines helplines
var FS embed.FS

// Facts tells which answers of a framework a resident's file already knows: facts/*.yaml. It is no pack: a pack that was
// released does not change when a file learns something.
//
//go:embed facts
var Facts embed.FS
