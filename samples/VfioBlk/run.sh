#!/usr/bin/env bash
# Drives a virtio disk behind an IOMMU: installs what is missing, builds the program, boots a QEMU guest whose init it is, and checks what it prints.
# Usage: samples/VfioBlk/run.sh [IMAGE]     IMAGE is a raw disk image; a random one of 8 MiB without it. Its content is the same afterwards.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$here/../../artifacts/vfio
mkdir -p "$work"
work=$(cd "$work" && pwd)

fail() { echo "error: $*" >&2; exit 1; }

# 1. The tools, and a kernel with its modules; no KVM is needed.
missing=()
command -v qemu-system-x86_64 >/dev/null || missing+=(qemu-system-x86)
command -v cpio >/dev/null || missing+=(cpio)
command -v gcc >/dev/null || command -v clang >/dev/null || missing+=(gcc libc6-dev)
updated=
update() { [ -n "$updated" ] || apt-get update -qq; updated=1; }
if [ ${#missing[@]} -gt 0 ]; then
  [ "$(id -u)" = 0 ] || fail "these packages are missing: apt-get install ${missing[*]}"
  update
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
kernel() { find "$work/kernel" -path '*/boot/vmlinuz*' 2>/dev/null | head -1; }
if [ -z "$(kernel)" ]; then
  apt-cache depends linux-image-cloud-amd64 2>/dev/null | grep -q Depends || update
  package=$(apt-cache depends linux-image-cloud-amd64 | awk '/Depends/ { print $2; exit }')
  [ -n "$package" ] || fail "no kernel package was found (linux-image-cloud-amd64)"
  (cd "$work" && rm -f linux-image-*.deb && apt-get download -qq "$package" 2>/dev/null && dpkg -x "$package"_*.deb kernel)
fi

# 2. The program: one static file.
(cd "$here" && dotnet publish -c Release -o "$work/publish" -v quiet -nologo)

# 3. The guest's file system: the program and the modules that it loads, numbered by the order that they need.
root=$work/root
rm -rf "$root"
mkdir -p "$root/modules"
cp "$work/publish/VfioBlk" "$root/init"
number=10
for module in irqbypass vfio_virqfd vfio vfio_iommu_type1 vfio-pci-core vfio-pci; do
  path=$(find "$work/kernel" -name "$module.ko" | head -1)
  # Newer kernels have vfio_virqfd inside vfio.
  [ -n "$path" ] || { [ $module = vfio_virqfd ] && continue; fail "the kernel has no module $module"; }
  cp "$path" "$root/modules/$number-$module.ko"
  number=$((number + 1))
done
(cd "$root" && find . | LC_ALL=C sort | cpio -o -H newc --quiet | gzip -1) >"$work/initrd"

# 4. The disk.
image=${1:-$work/disk.img}
[ $# -gt 0 ] || head -c $((8 * 1024 * 1024)) /dev/urandom >"$image"
[ -f "$image" ] || fail "$image does not exist"
hash=$(sha256sum "$image" | cut -d' ' -f1)

# 5. Boot. The kernel hands name=value on to init as its environment.
log=$work/console.log
started=$(date +%s.%N)
timeout 300 qemu-system-x86_64 -accel tcg,thread=multi -M q35 -cpu max -smp 2 -m 512 -nographic -nodefaults -no-reboot -serial stdio -net none \
  -kernel "$(kernel)" -initrd "$work/initrd" -append "console=ttyS0 quiet intel_iommu=on panic=-1 SHA256=$hash" \
  -device intel-iommu,intremap=on \
  -drive "if=none,id=disk0,file=$image,format=raw" -device virtio-blk-pci,drive=disk0,disable-legacy=on,iommu_platform=on \
  </dev/null 2>&1 | tr -d '\r' | tee "$log" || fail "the guest did not end; see $log"
seconds=$(awk -v a="$started" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }')

# 6. What the guest says, and what only the outside can see.
passed=$(grep -c '^ok  ' "$log" || true)
failed=$(grep -c '^FAIL  ' "$log" || true)
check() { if [ "$2" = 1 ]; then echo "ok    $1"; passed=$((passed + 1)); else echo "FAIL  $1"; failed=$((failed + 1)); fi; }
faults() { sed -n "/^begin: $1/,/^end: $1/p" "$log" | grep -c 'DMAR:.*fault addr' || true; }
check "the guest ran to its end" "$(grep -c '^VfioBlk: all checks passed' "$log" || true)"
check "unshare before completion: the kernel logged the IOMMU's fault" "$(($(faults 'unshare before completion') > 0))"
check "share returns the pointer: the kernel logged the IOMMU's fault" "$(($(faults 'share returns the pointer') > 0))"
check "no other access faulted" "$(($(grep -c 'DMAR:.*fault addr' "$log" || true) == $(faults 'unshare before completion') + $(faults 'share returns the pointer')))"
check "the image is what it was" "$([ "$(sha256sum "$image" | cut -d' ' -f1)" = "$hash" ] && echo 1 || echo 0)"
echo "$passed passed, $failed failed, $seconds seconds from power-on to power-off"
[ "$failed" = 0 ]
