package db

import (
	"os"
	"path/filepath"
	"strings"
)

// networkKinds are the file systems that live on another machine. SQLite's write-ahead log needs shared memory and
// locks that these do not give reliably, so a database there can be damaged without anybody noticing.
var networkKinds = map[string]bool{
	"nfs": true, "nfs4": true, "cifs": true, "smb3": true, "smbfs": true, "ncpfs": true, "afs": true, "coda": true,
	"9p": true, "ceph": true, "lustre": true, "glusterfs": true, "ocfs2": true, "gfs2": true, "beegfs": true,
	"davfs": true, "fuse.sshfs": true, "fuse.s3fs": true, "fuse.rclone": true, "fuse.glusterfs": true,
	"fuse.ceph": true, "fuse.davfs": true, "fuse.gcsfuse": true, "fuse.juicefs": true,
}

// NetworkFolder gives the kind of network file system a folder lies on, or nothing for a local one. Only Linux tells
// this in a file; elsewhere the answer is nothing.
func NetworkFolder(dir string) string {
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return ""
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	if kind := fileSystem(string(mounts), dir); networkKinds[kind] {
		return kind
	}
	return ""
}

// fileSystem finds the mount a folder lies on: the longest mount point that begins its path, and of two at the same
// place the last, which covers the first.
func fileSystem(mounts, dir string) (kind string) {
	longest := -1
	for line := range strings.Lines(mounts) {
		// 36 35 98:0 /root /mount/point rw,noatime shared:1 - ext4 /dev/root rw
		before, after, ok := strings.Cut(line, " - ")
		left, right := strings.Fields(before), strings.Fields(after)
		if !ok || len(left) < 5 || len(right) == 0 {
			continue
		}
		point := unescapeMount(left[4])
		if point != "/" && dir != point && !strings.HasPrefix(dir, point+"/") {
			continue
		}
		if len(point) >= longest {
			longest, kind = len(point), right[0]
		}
	}
	return kind
}

// unescapeMount undoes how Linux writes a space, tab, line end and backslash in a mount point.
func unescapeMount(s string) string {
	return strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`).Replace(s)
}
