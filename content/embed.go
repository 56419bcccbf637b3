// Package content holds the content that comes with the program: frameworks, guidelines and help lines. There is no
// code here; docs/content-format.md tells how a pack is written.
package content

import "embed"

// Files are the packs, each in KIND/ID/VERSION/.
//
//go:embed frameworks guidelines helplines
var Files embed.FS
