using System.Threading;
using Hal;

namespace Drivers;

// Follows a fix in project-oak/oak: "Update virtio-drivers crate" (pull request 3705): the pointer of the window is asked for with a
// size of 0.
public unsafe class VirtioConsole<THal>(PhysAddr window)
    where THal : struct, IHal
{
    private const int HeaderBytes = 0x100;

    public bool Probe()
    {
        byte* header = THal.MmioPhysToVirt(window, HeaderBytes);
        uint magic = Volatile.Read(ref *(uint*)header);
        return magic == 0x74726976;
    }
}
