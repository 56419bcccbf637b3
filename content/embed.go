// Package content holds everything an organisation may change without a programmer: frameworks, guidelines, help lines.
// It is the only Go file here; docs/content-format.md tells how packs are written.
package content

import "embed"

// FS is the content that comes with the program.
//
//go:embed frameworks guidelines helplines
var FS embed.FS
