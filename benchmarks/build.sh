#!/usr/bin/env bash
# What the package adds to a clean build of a small project, and to a native binary. Each is built in turn with and without it, round after round.
# Lines on standard output: "build PLAIN-MS WITH-MS", those of the best rounds; "native PLAIN-BYTES WITH-BYTES"; "startup PLAIN-MS WITH-MS".
# benchmarks/build.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")"
rounds=${1:-7}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet pack ../src/Hal.Abstractions -c Release -o "$work/feed" -v quiet -nologo >&2
version=$(basename "$work"/feed/HalGen.*.nupkg | sed 's/HalGen\.\(.*\)\.nupkg/\1/')

# The same program twice: an array filled and summed; one of them by way of a HAL class and a driver that is generic over it.
project() { # NAME EXTRA
    mkdir -p "$work/$1"
    cat > "$work/$1/$1.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
    <InvariantGlobalization>true</InvariantGlobalization>
    <PublishAot>true</PublishAot>
    <RestoreAdditionalProjectSources>$work/feed</RestoreAdditionalProjectSources>
    <RestorePackagesPath>$work/packages</RestorePackagesPath>
  </PropertyGroup>
  $2
</Project>
XML
}
project Plain ""
project WithHal "<ItemGroup><PackageReference Include=\"HalGen\" Version=\"$version\" /></ItemGroup>"
cat > "$work/Plain/Program.cs" <<'CS'
byte[] memory = new byte[4096];
memory[0] = 1;
System.Console.WriteLine(memory[0]);
CS
cat > "$work/WithHal/Program.cs" <<'CS'
using Hal;

Driver<HeapHal.Binding>.Run();

public static unsafe class Driver<THal>
    where THal : struct, IHal
{
    public static void Run()
    {
        using var dma = new Dma<THal>(1, BufferDirection.Both);
        *dma.Vaddr(0) = 1;
        using (new SharedScope<THal>(dma.RawSlice(), BufferDirection.Both))
        {
        }

        System.Console.WriteLine(*dma.Vaddr(0));
    }
}

[HalImplementation]
public static unsafe partial class HeapHal
{
    private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        byte* memory = (byte*)System.Runtime.InteropServices.NativeMemory.AlignedAlloc(pages * HalConstants.PageSize, HalConstants.PageSize);
        System.Runtime.InteropServices.NativeMemory.Clear(memory, pages * HalConstants.PageSize);
        return new DmaAllocation(new PhysAddr((ulong)memory), memory);
    }

    private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        System.Runtime.InteropServices.NativeMemory.AlignedFree(vaddr);
        return 0;
    }

    private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

    private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new((ulong)buffer.Pointer);

    private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
CS

# Builds in the folders of the temporary directory see nothing of the repository's own settings.
cd "$work"
for name in Plain WithHal; do
    dotnet publish "$name" -c Release -r linux-x64 -o "$work/native-$name" -v quiet -nologo >&2
    dotnet build "$name" -c Debug -p:PublishAot=false -v quiet -nologo >&2
done

milliseconds() { # COMMAND...
    local start end
    start=$(date +%s%N)
    "$@" > /dev/null
    end=$(date +%s%N)
    awk -v n="$((end - start))" 'BEGIN { printf "%.2f\n", n / 1000000 }'
}
best() { sort -n "$1" | head -1; }
compare() { # NAME COMMAND, with @ in the place of the project's name
    local name=$1 i plain with
    shift
    : > plain; : > with
    for ((i = 0; i < rounds; i++)); do
        plain=$(milliseconds "${@//@/Plain}")
        with=$(milliseconds "${@//@/WithHal}")
        echo "$plain" >> plain; echo "$with" >> with
    done
    echo "$name $(best plain) $(best with)"
}
compare build dotnet build @ -c Debug -p:PublishAot=false --no-restore --no-incremental -v quiet -nologo
compare startup "$work/native-@/@"
echo "native $(stat -c %s native-Plain/Plain) $(stat -c %s native-WithHal/WithHal)"
