using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "mtd: rawnand: qcom: unmap the right resource upon probe failure": the start of the resource was unmapped, not
// what the mapping had returned.
public sealed unsafe class QcomNandc<THal>(Device bam)
    where THal : struct, IHal
{
    private const ulong ResourceStart = 0x079B_0000;

    public PhysAddr Base { get; private set; }

    public int Probe(DmaBuffer window)
    {
        PhysAddr mapped = THal.Share(window, Both);
        int error = bam.Start(mapped, window.Length);
        if (error != 0)
        {
            THal.Unshare(new PhysAddr(ResourceStart), window, Both); //! HAL1001
            return error;
        }

        Base = mapped;
        return 0;
    }

    public void Remove(DmaBuffer window) => THal.Unshare(Base, window, Both);
}
