using System.Runtime.InteropServices;
using System.Threading;
using Hal;

namespace Drivers;

// Follows a fix in virtio-drivers: "Fix soundness issues with MMIO and shared memory (#18)" (e28a1e0): the configuration of the block
// device was read as a plain structure.
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct BlkConfig
{
    public uint CapacityLow;
    public uint CapacityHigh;
    public uint SizeMax;
    public uint SegMax;
}

public unsafe class VirtioBlkConfig<THal>
    where THal : struct, IHal
{
    private readonly BlkConfig* _config;

    public VirtioBlkConfig(PhysAddr header)
    {
        byte* registers = THal.MmioPhysToVirt(header, 0x200);
        _config = (BlkConfig*)(registers + 0x100);
    }

    public ulong Capacity()
    {
        ulong low = Volatile.Read(ref _config->CapacityLow);
        ulong high = Volatile.Read(ref _config->CapacityHigh);
        return low | (high << 32);
    }
}
